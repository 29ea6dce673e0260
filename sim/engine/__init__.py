"""The engine: one replicate of many design points side by side, compiled."""
