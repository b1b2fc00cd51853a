"""What the desk's pages and the public's have in common: readings and events in words, marked texts, clean Markdown."""
