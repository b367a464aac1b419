"""Writing what feeds say of firms."""
