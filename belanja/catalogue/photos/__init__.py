"""Photos from outside, written anew before anybody sees them: `rewriting.rewritten` and the process behind it."""
