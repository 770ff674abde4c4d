"""Texts of a given size, the same every time: invented words with the lengths of Danish ones."""

from random import Random

LETTERS = "abdefghijklmnoprstuvyæøå"


class Tekst:
    def __init__(self, seed):
        self.random = Random(seed)
        self.words = ["".join(self.random.choices(LETTERS, k=self.random.randint(2, 11))) for _ in range(900)]

    def sentence(self):
        return " ".join(self.random.choices(self.words, k=self.random.randint(8, 20))).capitalize() + "."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randint(1, 5)))

    def paragraphs(self, size):
        found = []
        while sum(map(len, found)) < size:
            found.append(self.paragraph())
        return found

    def edited(self, paragraph, words=3):
        """The paragraph with a few words exchanged."""
        parts = paragraph.split(" ")
        for _ in range(words):
            parts[self.random.randrange(len(parts))] = self.random.choice(self.words)
        return " ".join(parts)


def html(paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
