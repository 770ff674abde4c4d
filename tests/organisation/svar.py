"""What a page answered: its messages, its tables, and what its form was opened with."""


def messages(response):
    return [line["tekst"] for line in response.context["fejl"]]


def cells(section):
    return [[cell["tekst"] for cell in row["celler"]] for row in section["raekker"]]


def stand(client, url):
    return client.get(url).context["form"]["stand"].value()
