"""Reading and writing: Parquet, answers, decisions, the warehouse."""
