"""Coding whole archives: shards of articles, a Parquet part each, and a manifest; in worker processes or by dask."""
