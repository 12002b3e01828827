#!/usr/bin/python3
"""What a screen reader on Linux has of the program: the tree of a browser as it comes over AT-SPI,
the same way as to Orca. Runs beside a test, on a session bus of its own.

usage: screen_reader.py read             the page as a tree, in JSON; null while there is none
       screen_reader.py press ROLE NAME  does what pressing that one does; null if there is none
       screen_reader.py listen           a line of JSON for each text that a live region gets

Each question is a process of its own: a client keeps what it has read, also of a page's process
that has ended since, and then no longer finds the one that has taken its place.
"""
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

TITLE = "Quietroom"
# What does not say anything about the program: whoever reads a tree wants to see the rest.
DULL_STATES = {"enabled", "visible", "opaque", "selectable-text"}
ATTRIBUTES = ("level", "posinset", "setsize", "container-live", "xml-roles", "keyshortcuts")
# By which of these a live region tells is different in each engine.
SAYING = ("object:text-changed:insert", "object:children-changed:add")


def switch_on():
    """Says on the bus that somebody needs the tree; programs that start later find it so."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                      GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True))),
                      None, 0, -1, None)


def children(node):
    """Those that are still there."""
    found = (node.get_child_at_index(at) for at in range(node.get_child_count()))
    return [child for child in found if child is not None]


def find(node, is_it, depth):
    """The first one, in reading order."""
    if is_it(node):
        return node
    for child in children(node) if depth > 0 else []:
        found = find(child, is_it, depth - 1)
        if found:
            return found
    return None


def the_page():
    """The document of the program; a browser's own pages are documents too."""
    return find(Atspi.get_desktop(0), lambda node: node.get_role() == Atspi.Role.DOCUMENT_WEB and
                node.get_name() == TITLE, 15)


def describe(node):
    """One node and all below it."""
    attributes = node.get_attributes() or {}
    states = {one.value_nick for one in node.get_state_set().get_states()}
    out = {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "description": node.get_description(),
        "states": sorted(states - DULL_STATES),
        "attributes": {key: attributes[key] for key in ATTRIBUTES if key in attributes},
        "children": [describe(child) for child in children(node)],
    }
    if "Text" in node.get_interfaces():
        out["text"] = Atspi.Text.get_text(node, 0, -1)
        # Of fields alone: WebKitGTK 2.50 loses its page when it is asked for any other caret.
        if node.get_state_set().contains(Atspi.StateType.EDITABLE):
            out["caret"] = Atspi.Text.get_caret_offset(node)
    return out


def press(role, name):
    page = the_page()
    node = page and find(page, lambda one: one.get_role_name() == role and one.get_name() == name, 20)
    return Atspi.Action.do_action(node, 0) if node else None


def text_of(said):
    """Of what came: letters, where those of elements are only a sign, or an element."""
    if isinstance(said, str):
        return said.replace(chr(0xFFFC), "")
    return Atspi.Text.get_text(said, 0, -1) if "Text" in said.get_interfaces() else said.get_name()


def tell(event):
    """What a screen reader says of an event: only what comes into a live region."""
    try:
        if "container-live" not in (event.source.get_attributes() or {}):
            return
        text = text_of(event.any_data)
    except GLib.Error:
        return  # Gone before anybody could have said it.
    if text:
        print(json.dumps(text), flush=True)


def listen():
    switch_on()
    listener = Atspi.EventListener.new(tell)
    for event in SAYING:
        listener.register(event)
    print("true", flush=True)  # From now on.
    GLib.MainLoop().run()


def main():
    if sys.argv[1] == "listen":
        listen()
        return
    try:
        page = the_page() if sys.argv[1] == "read" else None
        answer = press(*sys.argv[2:]) if sys.argv[1] == "press" else page and describe(page)
    except GLib.Error:
        answer = None  # Something went away while it was looked at: who asks asks again.
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
