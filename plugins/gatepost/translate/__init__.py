"""Documents to the model."""
