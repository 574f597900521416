"""rutaplan: a workshop's action plan as YAML files, checked, queried and rendered."""

__version__ = "0.1.0"
