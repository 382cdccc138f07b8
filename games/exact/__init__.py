"""The one gate from numbers and text to exact scalars."""
