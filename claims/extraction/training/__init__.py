"""How the worthiness model was made: its sentences, their labels, and the script that learns the weights."""
