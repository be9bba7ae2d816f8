"""The steps of a scenario: what each line does, and what it expects. tools/scenario_runner/README.md lists them."""
import json
import pathlib
import re
import subprocess
import time

from lines import ScenarioError, milliseconds
from search import needles, person_values

PATIENCE = 5.0  # seconds that an expectation waits unless the step says otherwise
DEVICES = {"printer": "printer", "reader": "reader", "scanner": "scanner", "camera": "camera"}
KEYS = {"up", "down", "left", "right", "ok", "back", "help", "repeat"}
PRINTER_STATES = {"near-end", "paper-out", "cover-open", "cutter-jam", "hot"}
ELEMENT_STATES = {
    None: lambda e: True,
    "enabled": lambda e: e["enabled"],
    "disabled": lambda e: not e["enabled"],
    "focused": lambda e: e["focused"],
    "selected": lambda e: e["selected"],
    "shows-page": lambda e: e["shows_page"],
}
_PAYLOAD = re.compile(r"BANCHENG:1:(?P<number>[0-9]{13}):(?P<code>[0-9A-HJKMNP-TV-Z]{16})")  # kiosk/core/receipt/build.h
SHORTEST_NEEDLE = 7  # bytes of a text that is searched for


class Player:
    def __init__(self, stack, out, name):
        self.stack = stack
        self.out = out
        self.name = name
        self.last_screen = None
        self.canaries = set()  # subjects of 'something-of' that were found
        self.taken = {}        # of those that are no text: their needles, by what they are
        self.last_stroke = []  # points in 0..1 of its area

    def play(self, step):
        verb, *rest = step.words
        act = getattr(self, "do_" + verb.replace("-", "_"), None)
        if not act:
            raise ScenarioError(f"'{verb}' is not a step")
        act(rest)

    # --- what is on the screen ------------------------------------------------------------------------------------

    def screen(self):
        self.stack.check_running()
        self.last_screen = self.stack.panel.screen()
        return self.last_screen

    def _await(self, condition, seconds, failure):
        """Looks at the screen until `condition(screen)` gives something; `failure` says what was waited for."""
        deadline = time.monotonic() + seconds
        while True:
            found = condition(self.screen())
            if found:
                return found
            if time.monotonic() > deadline:
                raise ScenarioError(failure)
            time.sleep(0.03)

    @staticmethod
    def _tappable(element):
        return element["visible"] and element["enabled"] and element["w"] > 0 and element["h"] > 0

    def _find(self, target):
        """The tappable element whose id is `target` ("tile.*": the first that begins so); else the one whose label is."""
        def look(screen):
            elements = [e for e in screen["elements"] if self._tappable(e)]
            by_id = [e for e in elements if e["id"] == target or (target.endswith(".*") and e["id"].startswith(target[:-1]))]
            by_label = [e for e in elements if e["text"] == target]
            return (by_id or by_label or [None])[0]
        return self._await(look, PATIENCE, f"no element '{target}' that can be tapped")

    def _tap(self, element):
        self.stack.panel.tap(element["x"] + element["w"] / 2, element["y"] + element["h"] / 2)

    # --- the person -----------------------------------------------------------------------------------------------

    def do_tap(self, words):
        self._need(words, 1)
        self._tap(self._find(words[0]))

    def do_key(self, words):
        self._need(words, 1)
        if words[0] not in KEYS:
            raise ScenarioError(f"'{words[0]}' is not a key of the keypad")
        self.stack.panel.request(f"key {words[0]}")

    def do_type(self, words):
        self._need(words, 1)
        for character in words[0]:
            self._type_one(character)

    def _type_one(self, character):
        key = {" ": "key.space", "'": "key.u0027", "-": "key.u002d"}.get(character, f"key.{character.lower()}")
        if character.isascii() and character.isupper() and not self._has(f"key.{character}"):
            self._tap(self._find("key.shift"))
        elif character.isupper() and self._has(f"key.{character}"):
            key = f"key.{character}"
        self._tap(self._find(key))

    def _has(self, element_id):
        return any(e["id"] == element_id and self._tappable(e) for e in self.screen()["elements"])

    def do_keyboard(self, words):
        """keyboard pinyin|latin: what the letters write; the other one is chosen by its key."""
        self._need(words, 1)
        if self._has(f"key.mode-{words[0]}"):
            self._tap(self._find(f"key.mode-{words[0]}"))

    def do_pick(self, words):
        self._need(words, 1)
        def look(screen):
            wanted = [e for e in screen["elements"] if e["id"].startswith("candidate.") and e["text"] == words[0] and self._tappable(e)]
            return wanted[0] if wanted else None
        seen = set()
        while True:  # pages of candidates, until the first one comes round again
            screen = self.screen()
            found = look(screen)
            if found:
                return self._tap(found)
            page = tuple((e["id"], e["text"]) for e in screen["elements"] if e["id"].startswith("candidate.") and e["visible"])
            if page in seen or not self._has("candidate.more"):
                raise ScenarioError(f"no candidate '{words[0]}'")
            seen.add(page)
            self._tap(self._find("candidate.more"))

    def do_insert(self, words):
        self._need(words, 1)
        self.stack.panel.request(f"insert {words[0]}")

    def do_draw(self, words):
        if len(words) < 3:
            raise ScenarioError("draw <element-id> x,y x,y …")
        area = self._find(words[0])
        points = [tuple(float(part) for part in word.split(",")) for word in words[1:]]
        self.last_stroke = points
        for index, (x, y) in enumerate(points):
            how = "down" if index == 0 else "move"
            self.stack.panel.request(f"touch {how} {area['x'] + x * area['w']:.1f} {area['y'] + y * area['h']:.1f}")
        x, y = points[-1]
        self.stack.panel.request(f"touch up {area['x'] + x * area['w']:.1f} {area['y'] + y * area['h']:.1f}")

    # --- the technician --------------------------------------------------------------------------------------------

    def do_service(self, words):
        if words == ["gesture"]:
            self._hold_corners()
        elif words == ["keys"]:
            for key in ("back", "repeat", "repeat", "back", "back", "repeat"):
                self.stack.panel.request(f"key {key}")
        elif len(words) == 2 and words[0] == "pin":
            self.stack.set_pin(words[1])
        else:
            raise ScenarioError("service gesture | keys | pin <digits>")

    def _hold_corners(self):
        """Clockwise from the top left, each for a second of the terminal's clock (kiosk/ui/service_gesture.h)."""
        width, height = self.stack.options.size
        for x, y in ((10, 10), (width - 10, 10), (width - 10, height - 10), (10, height - 10)):
            self.stack.panel.request(f"touch down {x} {y}")
            self.stack.advance_clock(1000)
            self.stack.panel.request(f"touch up {x} {y}")

    # --- things laid on the machine -------------------------------------------------------------------------------

    def _made(self, folder, name, endings):
        """The file of this specimen; None when there is none."""
        given = pathlib.Path(name)
        if given.suffix and given.exists():
            return given.resolve()
        made = [self.stack.specimens / folder / (name + ending) for ending in endings]
        return next((file for file in made if file.exists()), None)

    def _specimen(self, name, folder, endings):
        made = self._made(folder, name, endings)
        if not made:
            raise ScenarioError(f"no specimen '{name}' in {self.stack.specimens / folder}")
        return made

    def do_card(self, words):
        self._need(words, 1)
        if words[0] == "remove":
            self.stack.simulators["reader"].command("card-remove")
        else:
            self.stack.simulators["reader"].command(f"card {self._specimen(words[0], 'persons', ['.json'])}")

    def do_page(self, words):
        self._need(words, 1)
        if words[0] == "remove":
            self.stack.simulators["camera"].command("page-remove")
        else:
            self.stack.simulators["camera"].command(f"page {self._specimen(words[0], 'sheets', ['.png', '.jpg'])}")

    def do_scan(self, words):
        """scan <specimen>…: each page is laid under the camera, captured and kept; where another page fits, it is added."""
        for number, name in enumerate(words):
            if number:
                self.do_tap(["add-page"])
                self._expect_screen(["material"], 5)
            self.do_page([name])
            self._expect_element(["capture", "enabled"], 15)
            self.do_tap(["capture"])
            self._expect_screen(["material-review"], 15)
        self.do_tap(["keep"])

    def do_type_sms(self, words):
        """type-sms: the code that the hall has sent, as its test gate tells it."""
        self._need(words, 0)
        self.do_type([self.stack.last_sms_code()])

    def do_code_paper(self, words):
        """code-paper: the code of the paper that was cut last is held in front of the scanner."""
        self._need(words, 0)
        self.do_code([self._code_on_paper()])

    def do_code(self, words):
        self._need(words, 1)
        self.stack.simulators["scanner"].command(f"code {words[0]}")

    def do_code_image(self, words):
        self._need(words, 1)
        self.do_code([self._read_code(words[0])])

    # --- devices, network, hall, disk, clock ------------------------------------------------------------------------

    def _device(self, name, words):
        simulator = self.stack.simulators[name]
        if words[0] in ("ok", "unplug", "plug", "silent") or (name == "printer" and words[0] in PRINTER_STATES):
            simulator.command(" ".join(words))
        elif name == "printer" and words[0] == "paper-out-after":
            simulator.command(" ".join(words))
        elif name == "reader" and words[0] == "lift-after":
            simulator.command(f"lift-after-bytes {words[1]}")
        else:
            raise ScenarioError(f"'{name} {words[0]}' is not known")

    def do_printer(self, words):
        self._device("printer", words)

    def do_reader(self, words):
        self._device("reader", words)

    def do_scanner(self, words):
        self._device("scanner", words)

    def do_camera(self, words):
        self._device("camera", words)

    def do_network(self, words):
        network = self.stack.network
        if words == ["up"]:
            network.up()
        elif words == ["down"]:
            network.down()
        elif words[0] == "cut-after":
            network.cut_every(int(words[1]))
        elif words[0] == "delay":
            network.slow(int(words[1]))
        else:
            raise ScenarioError("network up|down|cut-after <bytes>|delay <ms>")

    def do_hall(self, words):
        if words == ["up"]:
            self.stack.start_program("hall")
        elif words == ["down"]:
            self.stack.stop_program("hall")
        elif words[:1] == ["catalogue"] and len(words) > 1:
            self._publish(words[1], words[2:])
        elif words[:2] == ["decide", "applications"] and len(words) > 2:
            self._decide(words[2], words[3:])
        else:
            raise ScenarioError('hall up|down|decide applications <status> [material=<id>…] ["note"]|catalogue <version> [tampered|other-signer] ["old" "new"]…')

    def _publish(self, version, words):
        fault = words.pop(0) if words and words[0] in ("tampered", "other-signer") else None
        if not version.isdigit() or len(words) % 2 or (fault == "tampered" and not words):
            raise ScenarioError('hall catalogue <version> [tampered|other-signer] ["old" "new"]…')
        self.stack.publish_catalogue(int(version), list(zip(words[::2], words[1::2])), fault)

    def _decide(self, status, words):
        """Staff decide on the newest application."""
        materials = [word.split("=", 1)[1] for word in words if word.startswith("material=")]
        notes = [word for word in words if not word.startswith("material=")]
        if len(notes) > 1:
            raise ScenarioError('hall decide applications <status> [material=<id>…] ["note"]: one note')
        self.stack.decide(self.stack.hall_entry("applications")["number"], status, materials, notes[0] if notes else "")

    def do_disk(self, words):
        self.stack.fill_disk(full=(words == ["full"]))

    def do_clock(self, words):
        self._need(words, 1)
        self.stack.advance_clock(milliseconds(words[0].lstrip("+")))

    def do_kill(self, words):
        self._need(words, 1)
        self.stack.kill_program(words[0])

    def do_start(self, words):
        self._need(words, 1)
        self.stack.start_program(words[0])

    # --- expectations -----------------------------------------------------------------------------------------------

    @staticmethod
    def _within(words):
        if len(words) >= 2 and words[-2] == "within":
            return words[:-2], milliseconds(words[-1]) / 1000
        return words, PATIENCE

    def do_expect(self, words):
        words, seconds = self._within(words)
        kind, *rest = words
        if kind == "no":
            return self._expect_no_text(rest)
        check = getattr(self, "_expect_" + kind.replace("-", "_"), None)
        if not check:
            raise ScenarioError(f"'expect {kind}' is not known")
        check(rest, seconds)

    def _expect_screen(self, words, seconds):
        self._need(words, 1)
        self._await(lambda s: s["screen"] == words[0], seconds, f"the screen '{words[0]}' did not come")

    @staticmethod
    def _texts(screen):
        for element in screen["elements"]:
            if element["visible"]:
                yield from (element.get(part) or "" for part in ("text", "value", "detail", "error"))

    def _expect_text(self, words, seconds):
        self._need(words, 1)
        self._await(lambda s: any(words[0] in text for text in self._texts(s)), seconds, f"the text “{words[0]}” is not on the screen")

    def _expect_no_text(self, words):
        if len(words) == 3 and words[0] == "log":
            if words[2] in self.stack.log_of(words[1]):
                raise ScenarioError(f"the log of {words[1]} says “{words[2]}”")
            return
        if len(words) != 2 or words[0] != "text":
            raise ScenarioError('expect no text "…" | expect no log kiosk|courier|hall "…"')
        if any(words[1] in text for text in self._texts(self.screen())):
            raise ScenarioError(f"the text “{words[1]}” is on the screen")

    def _expect_element(self, words, seconds):
        state = words[1] if len(words) > 1 else None
        def holds(screen):
            for element in screen["elements"]:
                if element["id"] == words[0]:
                    return ELEMENT_STATES[state](element)
            return False
        if state not in ELEMENT_STATES:
            raise ScenarioError(f"'{state}' is not a state of an element")
        self._await(holds, seconds, f"the element '{words[0]}' {state or 'is not there'}: not so")

    def _expect_log(self, words, seconds):
        """expect log kiosk|courier|hall "text" [<n> times]: so often, or oftener; without a number once"""
        times = 1
        if len(words) == 4 and words[3] == "times":
            words, times = words[:2], int(words[2])
        self._need(words, 2)
        deadline = time.monotonic() + seconds
        while (found := self.stack.log_of(words[0]).count(words[1])) < times:
            if time.monotonic() > deadline:
                raise ScenarioError(f"the log of {words[0]} says “{words[1]}” {found} times, expected {times}")
            time.sleep(0.1)

    def _expect_hall(self, words, seconds):
        self._need(words, 2)
        self._await_count(lambda: self.stack.hall_count(words[0]), int(words[1]), seconds, f"{words[0]} in the hall")

    def _expect_network(self, words, seconds):
        """expect network cuts <n>: the link was cut so often, or oftener"""
        if len(words) != 2 or words[0] != "cuts":
            raise ScenarioError("expect network cuts <n>")
        deadline = time.monotonic() + seconds
        while self.stack.network.cuts < int(words[1]):
            if time.monotonic() > deadline:
                raise ScenarioError(f"the link was cut {self.stack.network.cuts} times, expected {words[1]} or more")
            time.sleep(0.1)

    def _expect_outbox(self, words, seconds):
        self._need(words, 1)
        self._await_count(self.stack.outbox_count, int(words[0]), seconds, "items in the outbox")

    def _expect_owed(self, words, seconds):
        self._need(words, 1)
        self._await_count(lambda: self.stack.outbox_count("owed"), int(words[0]), seconds, "receipts owed")

    def _expect_receipts(self, words, seconds):
        self._need(words, 1)
        self._await_count(lambda: int(self.stack.simulators["printer"].command("count")), int(words[0]), seconds, "receipts cut")

    @staticmethod
    def _await_count(count, wanted, seconds, what):
        deadline = time.monotonic() + seconds
        while (found := count()) != wanted:
            if time.monotonic() > deadline:
                raise ScenarioError(f"{found} {what}, expected {wanted}")
            time.sleep(0.1)

    def _code_on_paper(self):
        image = self.stack.folder / "paper.png"
        self.stack.simulators["printer"].command(f"last {image}")
        return self._read_code(image)

    def _expect_paper_code(self, words, _seconds):
        """expect paper-code [applications|help-cases]"""
        self._check_payload("the code on the paper", self._code_on_paper(), words)

    def _expect_screen_code(self, words, _seconds):
        """expect screen-code [applications|help-cases]: with the number beside it, in words"""
        image = self.stack.folder / "screen.png"
        self.stack.panel.request(f"screenshot {image}")
        number = self._check_payload("the code on the screen", self._read_code(image), words)
        grouped = f"{number[:5]} {number[5:12]} {number[12:]}"
        if not any(grouped in text for text in self._texts(self.screen())):
            raise ScenarioError(f"the number {grouped} is not on the screen beside its code")

    def _check_payload(self, what, payload, kind):
        """The number in it, which must be the one of the newest entry of this kind in the hall, where a kind is named."""
        found = _PAYLOAD.fullmatch(payload)
        if not found:
            raise ScenarioError(f"{what} has another form than BANCHENG:1:<number>:<receipt code>")
        if kind:
            self._need(kind, 1)
            in_hall = self.stack.hall_entry(kind[0])["number"]
            if found["number"] != in_hall:
                raise ScenarioError(f"{what} says {found['number']}, the hall {in_hall}")
        return found["number"]

    def _expect_hall_entry(self, words, seconds):
        """expect hall-entry applications|help-cases|surveys <field> <value or /regex/>: of the newest entry in the hall's record."""
        self._need(words, 3)
        kind, field, wanted = words
        deadline = time.monotonic() + seconds
        while True:
            entry = self.stack.hall_entry(kind)
            if field not in entry:
                raise ScenarioError(f"the hall's record has no '{field}' in {kind}; it has {', '.join(entry)}")
            found = entry[field] if isinstance(entry[field], str) else json.dumps(entry[field])
            if found == wanted or (len(wanted) > 2 and wanted[0] == wanted[-1] == "/" and re.fullmatch(wanted[1:-1], found)):
                return
            if time.monotonic() > deadline:
                raise ScenarioError(f"{field} of the newest of {kind} in the hall is '{found}', expected '{wanted}'")
            time.sleep(0.1)

    def _expect_hall_page(self, words, _seconds):
        """expect hall-page applications|help-cases "text"…: staff find the newest entry in the list and open it, with its pictures."""
        kind, *texts = words
        number = self.stack.hall_entry(kind)["number"]
        pages = self.stack.hall_pages()
        path = f"/{kind}/{number}"
        if f'href="{path}"' not in pages.page(f"/{kind}"):
            raise ScenarioError(f"{number} is not in the list of {kind} on the hall's pages")
        page = pages.page(path)
        absent = [text for text in texts if text not in page]
        if absent:
            raise ScenarioError(f"the hall's page of {number} does not say {', '.join(absent)}")
        for kind_of_picture, content in pages.pictures(page):
            starts = {"image/jpeg": b"\xff\xd8\xff", "image/svg+xml": b"<svg"}.get(kind_of_picture)
            if not starts or not content.startswith(starts):
                raise ScenarioError(f"a picture of {number} comes as {kind_of_picture} and is none")

    def _expect_hall_pictures(self, words, _seconds):
        """expect hall-pictures applications <n>: so many pages and signatures are shown with the newest entry."""
        self._need(words, 2)
        pages = self.stack.hall_pages()
        found = len(pages.pictures(pages.page(f"/{words[0]}/{self.stack.hall_entry(words[0])['number']}")))
        if found != int(words[1]):
            raise ScenarioError(f"{found} pictures are shown in the hall, expected {words[1]}")

    def _expect_setting(self, words, seconds):
        """expect setting language|text-size|contrast <value>, in the words of 'set'"""
        self._need(words, 2)
        self._await(lambda s: s["settings"].get(words[0].replace("-", "_")) == words[1], seconds, f"the setting {words[0]} is not {words[1]}")

    def _read_code(self, image):
        done = subprocess.run([self.stack.bin / "bancheng-read-code", image], capture_output=True, text=True, timeout=20)
        if done.returncode != 0:
            raise ScenarioError(f"no code could be read from {pathlib.Path(image).name}")
        return done.stdout.strip()

    def _sought(self, word):
        """What betrays `word`: the values of the specimen person of this name, else the text itself."""
        person = self._made("persons", word, [".json"])
        if person:
            values = person_values(json.loads(person.read_text(encoding="utf-8")))
            return {f"{key} of {word}": value for key, value in values.items()}
        if len(word.encode("gb18030")) < SHORTEST_NEEDLE:
            raise ScenarioError(f"'{word}' is no specimen, and as a text so short that it stands in any memory by chance")
        return {f"“{word}”": word}

    def _expect_something_of(self, words, _seconds):
        """expect something-of <specimen | "text" | pages | signature | receipt-code>…: the canaries for what follows; see search.py."""
        for word in words:
            take = {"pages": self._take_pages, "signature": self._take_signature, "receipt-code": self._take_receipt_code}.get(word)
            if take:
                self.taken.setdefault(word, {}).update(take())
            else:
                self.stack.expect_something_of(self._sought(word))
            self.canaries.add(word)

    def _take_pages(self):
        known = {needle for needle in self.taken.get("pages", {}).values()}
        new = [page for page in self.stack.pages_held() if known.isdisjoint(page)]
        if not new:
            raise ScenarioError("the search does not find a page that is new in the kiosk's memory: it would prove nothing later")
        before = len(known)
        return {f"page, sample {before + index}": needle for index, needle in enumerate(needle for page in new for needle in page)}

    def _take_signature(self):
        found = self.stack.stroke_held(self.last_stroke)
        if not found:
            raise ScenarioError("the search does not find the stroke that was drawn last: it would prove nothing later")
        return found

    def _take_receipt_code(self):
        code = _PAYLOAD.fullmatch(self._code_on_paper())["code"]
        self.stack.expect_something_of({"receipt code": code})
        return needles({"receipt code": code})

    def _expect_nothing_of(self, words, _seconds):
        """expect nothing-of <…>…: searches the terminal's files, logs and memory; see search.py."""
        for word in words:
            if word not in self.canaries:
                raise ScenarioError(f"'expect nothing-of {word}' proves nothing before 'expect something-of {word}' in the same scenario")
        texts = {what: value for word in words if word not in self.taken for what, value in self._sought(word).items()}
        others = {what: value for word in words for what, value in self.taken.get(word, {}).items()}
        self.stack.expect_nothing_of(texts, others)

    # --- pictures -----------------------------------------------------------------------------------------------------

    def do_screenshot(self, words):
        self._need(words, 1)
        self.stack.panel.request(f"screenshot {(self.out / (words[0] + '.png')).resolve()}")

    def do_paper(self, words):
        self._need(words, 1)
        self.stack.simulators["printer"].command(f"last {(self.out / (words[0] + '.png')).resolve()}")

    def failure_report(self, step, error):
        """What a reader of a failed scenario needs: the step, the screen with its elements, a picture."""
        lines = [f"FAILED {step}", f"    {error}"]
        try:
            screen = self.stack.panel.screen()
            picture = self.out / f"failed-{self.name}.png"
            self.stack.panel.request(f"screenshot {picture.resolve()}")
            lines.append(f"    screen: {screen['screen']}   picture: {picture}")
            for e in screen["elements"]:
                state = "" if e["enabled"] else " disabled"
                state += "" if e["visible"] else " not visible"
                lines.append(f"      {e['id']:28} {e['role']:14} {json.dumps(e['text'], ensure_ascii=False)}{state}")
        except (ScenarioError, OSError) as other:
            lines.append(f"    and the screen could not be asked: {other}")
        return "\n".join(lines)

    @staticmethod
    def _need(words, count):
        if len(words) != count:
            raise ScenarioError(f"expected {count} words after the step's name, got {len(words)}")
