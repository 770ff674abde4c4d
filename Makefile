# make demo og make test klarer sig selv på en ren maskine med python3 (>= 3.11) og make.
PYTHON ?= python3
VENV = .venv/bin/python

.PHONY: demo test bench skaerm papir lint laas klar klar-test

demo: klar
	@exec $(VENV) -m mso_portal.management.koerer

test: klar-test
	@$(VENV) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q $(ARGS)

bench: klar
	@$(VENV) -m tests.benchmarks $(ARGS)

skaerm: klar-test
	@$(VENV) -m tests.browser.skaerm $(ARGS)

papir: klar-test
	@$(VENV) -m tests.papir $(ARGS)

lint: klar
	@$(VENV) -m ruff check .

klar:
	@$(PYTHON) -m mso_portal.klargoer

klar-test:
	@$(PYTHON) -m mso_portal.klargoer --test

# Skriver låsefilen ud fra pyproject.toml: nyeste tilladte versioner, alle platforme, ingen adresser.
laas:
	uv pip compile pyproject.toml --group test --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make laas" \
	  --output-file requirements.lock
