"""A small shop: orders come in, a worker thread handles them, reports say how it went."""
