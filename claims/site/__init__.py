"""DOOR: the public's pages. They show what outsiders may see, to everybody alike."""
