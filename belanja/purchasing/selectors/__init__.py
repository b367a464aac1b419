"""Reading purchases. One's own unit or firm alone: what belongs to others is not there (404)."""
