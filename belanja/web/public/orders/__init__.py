"""Orders that anybody may read: imported ones, and those made here once both sides have signed."""
