#!/usr/bin/python3
"""A browser of one window around WebKitGTK, for tests: keeps what pages store, and has an input
method that a test writes the script for.

WebKitGTK's own MiniBrowser forgets everything when it is automated, and its input methods are the
desktop's. WebKitWebDriver starts this program in its place.

usage: webkit_host.py --profile FOLDER [--automation]
The environment variable QUIETROOM_IME names a file with the script of the input method: one JSON
object a line, {"shows": text} or {"keeps": text}; each key that is pressed plays the next line, and
with an empty file keys go to the page as they are.
"""
import json
import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GObject, Gtk, WebKit2  # noqa: E402

FEATURES = ("StorageAPI", "StorageAPIEstimate", "FileSystem", "AccessHandle", "AllowWebGLInWorkers",
            "OffscreenCanvas", "OffscreenCanvasInWorkers")


class ScriptedInput(WebKit2.InputMethodContext):
    """An input method that plays lines of a file, one for each key, as a real one answers keys."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.lines = []
        self.shown = ""

    def load(self):
        """Takes over what a test has written since the last key."""
        if os.path.exists(self.path) and os.path.getsize(self.path) > 0:
            with open(self.path, encoding="utf-8") as script:
                self.lines += [json.loads(line) for line in script]
            os.truncate(self.path, 0)

    def do_filter_key_event(self, event):
        self.load()
        if not self.lines:
            return False
        if event.type.value_nick == "key-release":
            return True
        step = self.lines.pop(0)
        if "shows" in step:
            if not self.shown:
                self.emit("preedit-started")
            self.shown = step["shows"]
            self.emit("preedit-changed")
        else:
            self.shown = ""
            self.emit("preedit-changed")
            self.emit("preedit-finished")
            if step["keeps"]:
                self.emit("committed", step["keeps"])
        return True

    def do_get_preedit(self):
        return self.shown, [], len(self.shown)

    def do_reset(self):
        self.shown = ""


def make_view(profile, automated):
    """The one web view, with everything that pages keep below `profile`."""
    manager = WebKit2.WebsiteDataManager(base_data_directory=os.path.join(profile, "data"),
                                         base_cache_directory=os.path.join(profile, "cache"))
    context = WebKit2.WebContext.new_with_website_data_manager(manager)
    settings = WebKit2.Settings()
    settings.set_enable_write_console_messages_to_stdout(True)
    features = WebKit2.Settings.get_all_features()
    for at in range(features.get_length()):
        feature = features.get(at)
        if feature.get_identifier() in FEATURES:
            settings.set_feature_enabled(feature, True)
    view = GObject.new(WebKit2.WebView, web_context=context, settings=settings,
                       is_controlled_by_automation=automated)
    view.set_input_method_context(ScriptedInput(os.environ["QUIETROOM_IME"]))
    if automated:
        context.set_automation_allowed(True)
        context.connect("automation-started", lambda _, session: begin(session, view))
    return view


def begin(session, view):
    """Tells the driver who this is, and that the window that is there is the one to use."""
    about = WebKit2.ApplicationInfo()
    about.set_name("quietroom-host")
    about.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(),
                      WebKit2.get_micro_version())
    session.set_application_info(about)
    session.connect("create-web-view", lambda _: view)


def main():
    profile = sys.argv[sys.argv.index("--profile") + 1]
    view = make_view(profile, "--automation" in sys.argv)
    window = Gtk.Window()
    window.set_default_size(1280, 800)
    window.add(view)
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    view.grab_focus()
    view.load_uri("about:blank")
    Gtk.main()


if __name__ == "__main__":
    main()
