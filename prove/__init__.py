"""Long proofs, run by hand or at night: `make prove-NAME` runs prove/NAME.py."""
