#!/usr/bin/python3
"""Reads HTML pages from standard input, U+001E between them, and prints for each a JSON object of what
a browser would make of it: {"elements": [[name, {attribute: value}] ...], "texts": [text ...]}. Fails
if a page is not well-formed XML, or if that is read in another way than the HTML is."""

import json
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree

ALONE = ("meta", "link", "img", "br", "base", "input")


class Page(HTMLParser):
    """The elements in the order they begin, and the texts that are not blank."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append([tag, dict(attrs)])
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in ALONE:
            assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if data.strip(" \t\n"):
            self.texts.append(data)

    def handle_comment(self, data):
        raise AssertionError("a comment")


def texts_of(element):
    """The texts of XML that are not blank, in order."""
    for text in element.itertext():
        if text.strip(" \t\n"):
            yield text


def read(text):
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open, page.open
    root = ElementTree.fromstring(text)
    assert page.elements == [[element.tag, dict(element.attrib)] for element in root.iter()]
    assert "".join(page.texts) == "".join(texts_of(root))
    return {"elements": page.elements, "texts": page.texts}


for page_text in sys.stdin.buffer.read().decode("utf-8").split("\x1e"):
    print(json.dumps(read(page_text)))
