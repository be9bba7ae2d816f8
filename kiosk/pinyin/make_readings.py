#!/usr/bin/env python3
"""Build step: readings of the 8,105 characters of the General Standard list, from Unihan (kTGHZ2013, kMandarin).

usage: make_readings.py Unihan_Readings.txt.bz2 > all-readings.tsv
Lines: character, tab, syllable without tone, v for ü. kTGHZ2013 covers exactly the General Standard list of 2013.
"""
import bz2
import re
import sys
import unicodedata


def syllable(marked):
    plain = unicodedata.normalize("NFD", marked).replace("u\u0308", "v")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("\u00ea", "e")
    return plain if re.fullmatch(r"[a-z]{1,6}", plain) else None


def main(path):
    listed, common = {}, {}
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 3:
                continue
            character = chr(int(fields[0][2:], 16))
            if fields[1] == "kTGHZ2013":
                listed[character] = [entry.rsplit(":", 1)[1] for entry in fields[2].split(" ")]
            elif fields[1] == "kMandarin":
                common[character] = fields[2].split(" ")
    for character in sorted(listed):
        marked = listed[character] + common.get(character, [])
        for reading in dict.fromkeys(filter(None, map(syllable, ",".join(marked).split(",")))):
            print(f"{character}\t{reading}")


main(sys.argv[1])
