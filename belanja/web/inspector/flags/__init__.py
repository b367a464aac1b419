"""APIP's questions: how each stands, its flags and cases, one flag with its evidence, and which are shown."""
