"""The door to MkDocs: our pages become its pages, our checks come before its build."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from communs import (
    disk,
    editor,
    pages,
    pipeline,
    printing,
    published,
    report,
    searching,
    styles,
)
from communs.editions import by_hand, edition, list_addresses, part, write_exports
from communs.findings import CannotWork, text
from communs.pages import Page
from communs.pages.head import head
from communs.pages.poster import PDF
from communs.pipeline import Checked
from communs.shell import Shells
from communs.words import translation

log = logging.getLogger("mkdocs.plugins.communs")
SHELL = "communs/shell"  # the template that our many pages ask for


class OurPage(MkDocsPage):
    """A page of MkDocs whose body is ready: no Markdown pass, the same hooks and sitemap."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, edit_url: str | None) -> None:
        # Material's templates do not escape: what members wrote is escaped before it gets there
        super().__init__(str(escape(page.title)), file, config)
        self.ours = page
        self.address = page.address
        self.edit_url = edit_url
        self.markdown = ""
        self.meta = {"description": str(escape(page.description)), "hide": ["navigation", "toc"]}
        if page.bulk:
            self.meta["template"] = SHELL
        self.present_anchor_ids = set()

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: the page was given."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing yet: the body is made when the page is written, so that they are never all in memory."""
        self.content = ""


class CommunsConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Settings of the plugin in mkdocs.yml."""

    lang = config_options.Choice(["fr", "en"], default="fr")


class CommunsPlugin(BasePlugin[CommunsConfig]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Checks the catalogue, gives its pages to MkDocs, and writes the exports beside them."""

    checked: Checked | None = None
    given: Checked | None = None
    langs: Sequence[str] = ()  # those that are built or stand there already; MkDocs alone builds its own
    edition: pages.Edition | None = None
    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """While one writes, nothing is printed: it takes longer than the pages."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check everything before MkDocs cleans or writes anything."""
        self.checked = self.given or self._check(Path(config.config_file_path).parent)
        settings = self.checked.settings
        self.langs = self.langs or (self.config.lang,)
        # MkDocs wants a name in mkdocs.yml too: its home is communs.yml
        config.site_name = settings.title(self.config.lang)
        if settings.address and not config.site_url:
            config.site_url = settings.address + (
                "/" if self.config.lang == "fr" else f"/{self.config.lang}/"
            )
        config.theme.dirs.insert(0, str(package_files("communs") / "theme"))
        config.extra_css.append(styles.ADDRESS)
        config.extra["communs"] = {
            "settings": settings,
            "say": translation(self.config.lang),
            "lang": self.config.lang,
            "langs": self.langs,
            "catalogue": self.checked.catalogue,
        }
        return config

    def _check(self, root: Path) -> Checked:
        try:
            checked = pipeline.check(root)
            editor.write(checked.catalogue, root)
        except CannotWork as error:
            raise PluginError(str(error)) from error
        if not checked.sound:
            told = report.Report(findings=checked.errors, lang=self.config.lang, sources=disk.texts(root))
            raise PluginError(report.text(told))
        for finding in checked.findings:
            log.info(
                "%s:%s: %s",
                finding.path,
                finding.span.line,
                report.say(finding.message, self.config.lang),
            )
        return checked

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give MkDocs our pages (out of its navigation) and our style."""
        assert self.checked is not None  # noqa: S101 - on_config ran
        forge = self.checked.settings.forge
        self.edition = edition(self.checked, self.config.lang, self.langs)
        self.printed = {} if self.serving else printing.make(self.edition, self.checked.root)
        self.edition.printed.update(self.printed)
        for page in pages.all_pages(self.edition):
            file = File.generated(
                config, f"{page.address}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
            OurPage(page, file, config, forge.edit(page.source) if forge and page.source else None)
            files.append(file)
        files.append(File.generated(config, styles.ADDRESS, content=styles.written()))
        if self.config.lang == "fr":
            self._keep(files, self.checked.root)
        for file in _unused(files, config):
            files.remove(file)
        return files

    def _keep(self, files: Files, root: Path) -> None:
        """No published address goes without a page: what entries promise is checked before, here is the rest."""
        there = {file.url.rstrip("/") for file in files.documentation_pages()}
        listed = (disk.own(root, published.LIST) or b"").decode("utf-8", "replace")
        if gone := [address for _, address in published.addresses(listed) if address not in there]:
            told = text(
                "Ces adresses ont été publiées et n’ont plus de page : {liste}.", liste=", ".join(gone)
            )
            raise PluginError(report.say(told, self.config.lang))

    def on_pre_page(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> MkDocsPage:
        """A hand-written page opens its own file on the forge."""
        forge = self.checked.settings.forge if self.checked else None
        if forge and not isinstance(page, OurPage) and page.file.abs_src_path and self.checked:
            path = Path(page.file.abs_src_path)
            if path.is_relative_to(self.checked.root):
                page.edit_url = forge.edit(path.relative_to(self.checked.root).as_posix())
        return page

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A hand-written page may hold a part that is ours: `<!-- communs : retrait -->`."""
        if isinstance(page, OurPage) or self.edition is None:
            return html
        render = self.edition.render
        return part(html, lambda template: render(template, page.url))

    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The body, just before the page is written."""
        if isinstance(page, OurPage):
            page.content = page.ours.body()
        if self.edition is not None:
            told = page.ours if isinstance(page, OurPage) else _by_hand(page)
            page.head = head(self.edition, told, page.content or "")  # type: ignore[attr-defined]  # ours
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """While the site has no address, the page for lost ones finds its language from the root."""
        if template_name == "404.html" and not config.site_url and self.config.lang != "fr":
            context["base_url"] = f"/{self.config.lang}"
        return context

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page is made: its body may go."""
        if isinstance(page, OurPage):
            page.content = ""
        return output

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Render the theme’s shell once for all our pages of the same folder."""
        shells = Shells(env.get_template("main.html"))
        find: Callable[..., jinja2.Template] = env.get_template

        def get_template(name: Any, *args: Any, **kwargs: Any) -> Any:
            return shells if name == SHELL else find(name, *args, **kwargs)

        env.get_template = get_template  # type: ignore[method-assign]  # the one place MkDocs asks
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the exports, which the French site carries for every language, and this language's search."""
        if self.config.lang == "fr" and self.checked is not None:
            write_exports(self.checked, Path(config.site_dir))
        if self.edition is not None:
            for address, place in self.printed.items():
                disk.write(Path(config.site_dir) / address / PDF, disk.read_bytes(place))
            try:
                searching.write(self.edition, Path(config.site_dir))
            except CannotWork as error:
                raise PluginError(str(error)) from error
        if self.config.lang == "fr":
            list_addresses(Path(config.site_dir))

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Live reload on what members and maintainers edit."""
        root = Path(config.config_file_path).parent
        for name in ("catalogue", "schemas", "communs.yml"):
            if (root / name).exists():
                server.watch(str(root / name))
        return server

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """The home page is ours, so MkDocs must be told."""
        home = files.get_file_from_path("index.md")
        if home is not None and nav.homepage is None:
            nav.homepage = home.page
        return nav


def _unused(files: Files, config: MkDocsConfig) -> list[File]:
    """What the theme ships and no page of ours asks for: its scripts, its styles, their maps."""
    shipped = str(package_files("material") / "templates")
    return [file for file in files if file.src_dir == shipped and file.src_uri != config.theme["favicon"]]


def _by_hand(page: MkDocsPage) -> Page:
    address, told = page.url.removeprefix("./"), page.meta.get("description", "")
    return by_hand(address, str(page.title), str(told), page.content or "")
