"""Small shared parts of the panels: chips, icons, banners, toasts, timers, the focus."""
