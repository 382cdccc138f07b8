"""Tables, figures and model cards."""
