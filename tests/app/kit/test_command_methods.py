from manim_nodes.app.kit.command_methods import command, command_family, commands_of


class Lamp:
    """Something with commands."""

    def __init__(self, *, has_power: bool = True) -> None:
        self.has_power, self.light = has_power, 0

    def is_powered(self) -> bool:
        return self.has_power

    def is_on(self) -> bool:
        return self.light > 0

    @command("lamp.toggle", "Light", ("L",), menu="Lamp", is_enabled=is_powered, is_checked=is_on)
    def toggle(self) -> None:
        self.light = 0 if self.light else 1

    @command("lamp.dim", "Dim")
    @command("lamp.off", "Off", panel="", arguments={"light": 0})
    def dim(self, light: int = 1) -> None:
        self.light = light

    @command_family(
        command(f"lamp.light_{light}", f"Light {light}", arguments={"light": light})
        for light in (2, 3)
    )
    def set_light(self, light: int) -> None:
        self.light = light


class LoudLamp(Lamp):
    """Does one of its commands otherwise."""

    @command("lamp.shout", "Shout")
    def shout(self) -> None:
        self.light = 100

    def dim(self, light: int = 1) -> None:
        self.light = -light


def test_commands_come_in_the_order_in_which_they_are_declared() -> None:
    ids = [made.id for made in commands_of(LoudLamp())]
    assert ids == [
        "lamp.toggle",
        "lamp.dim",
        "lamp.off",
        "lamp.light_2",
        "lamp.light_3",
        "lamp.shout",
    ]


def test_what_is_declared_is_what_the_table_gets() -> None:
    toggle, _, off, *_ = commands_of(Lamp(), panel="lamp")
    assert (toggle.title, toggle.keys, toggle.menu) == ("Light", ("L",), "Lamp")
    assert [toggle.panel, off.panel] == ["lamp", ""]


def test_commands_work_on_their_own_object() -> None:
    lit, dark = Lamp(), Lamp(has_power=False)
    toggle, unpowered = commands_of(lit)[0], commands_of(dark)[0]
    assert (toggle.is_enabled(), unpowered.is_enabled()) == (True, False)
    toggle.run()
    assert toggle.is_checked is not None
    assert unpowered.is_checked is not None
    assert (toggle.is_checked(), unpowered.is_checked()) == (True, False)


def test_one_method_carries_out_several_commands() -> None:
    lamp = Lamp()
    by_id = {made.id: made.run for made in commands_of(lamp)}
    lights = []
    for command_id in ("lamp.light_3", "lamp.off", "lamp.dim"):
        by_id[command_id]()
        lights.append(lamp.light)
    assert lights == [3, 0, 1]


def test_method_that_a_subclass_replaces_is_the_one_that_is_called() -> None:
    lamp = LoudLamp()
    next(made for made in commands_of(lamp) if made.id == "lamp.dim").run()
    assert lamp.light == -1
