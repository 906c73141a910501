"""Names of types of parameters that hold others: ``list[number]``, ``mapping[string, color]``."""

from manim_nodes.library.port_types import item_type


def element_type(type_name: str) -> str | None:
    """Return the ``number`` of ``list[number]``, or None for a type that is no list."""
    return item_type(type_name.replace("list[", "List[", 1))


def mapping_types(type_name: str) -> tuple[str, str] | None:
    """Return the ``string`` and ``color`` of ``mapping[string, color]``, or None for another type."""
    if not (type_name.startswith("mapping[") and type_name.endswith("]")):
        return None
    key, _, value = type_name.removeprefix("mapping[")[:-1].partition(",")
    return key.strip(), value.strip()


def plain_type(type_name: str) -> str:
    """Return the type of what a list or mapping holds in the end; a plain type is its own."""
    parts = mapping_types(type_name)
    inner = parts[1] if parts else element_type(type_name)
    return plain_type(inner) if inner else type_name
