"""Published instances with their source, loadable by name."""
