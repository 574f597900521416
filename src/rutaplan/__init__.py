"""rutaplan: a workshop's action plan as YAML files, checked, queried and rendered."""

__version__ = "0.2.0"
