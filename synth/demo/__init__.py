"""The synthetic demonstration literature and the server that speaks five APIs."""
