"""Makes a fresh machine ready: system libraries by apt, a .venv, and the locked packages with their hashes.

Runs before anything is installed, so it uses the standard library only. What is done already is skipped.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "klargjort"
OLDEST = (3, 11)
# What WeasyPrint loads by name, and the Debian package each comes from.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
FONT_PACKAGE, FONT = "fonts-liberation", "LiberationSans-Regular.ttf"
FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/Library/Fonts"]
BROWSER_PACKAGE, BROWSERS = "chromium", ["chromium", "chromium-browser", "google-chrome"]


def main(with_browser):
    if os.geteuid() == 0:
        os.umask(0o022)  # the embedded database runs as another user than root and must read its programs
    python = find_python()
    ensure_packages(lambda: missing_packages(python, with_browser))
    if not is_current():
        install(python)


def find_python():
    """The Python that runs this, or a newer one beside it."""
    names = [sys.executable] + [f"python3.{minor}" for minor in range(14, OLDEST[1] - 1, -1)]
    for name in filter(shutil.which, names):
        if succeeds([name, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"]):
            return shutil.which(name)
    stop(f"Portalen kræver Python {OLDEST[0]}.{OLDEST[1]} eller nyere. Fandt kun {sys.version.split()[0]}.")


def missing_packages(python, with_browser):
    missing = [package for package, names in LIBRARIES.items() if not any(map(loads, names))]
    if not PYTHON.exists() and not succeeds([python, "-c", "import ensurepip, venv"]):
        missing.append("python3-venv")
    if not any(next(Path(folder).expanduser().rglob(FONT), None) for folder in FONT_FOLDERS):
        missing.append(FONT_PACKAGE)
    if with_browser and not any(map(shutil.which, BROWSERS)):
        missing.append(BROWSER_PACKAGE)
    return missing


def loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def ensure_packages(find_missing):
    missing = find_missing()
    if not missing:
        return
    prefix = apt_prefix()
    if prefix is not None:
        say(f"Installerer med apt: {' '.join(missing)} …")
        apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        for step in (["update"], ["install", "-y", "--no-install-recommends", *missing]):
            subprocess.run([*apt, *step], stdout=subprocess.DEVNULL, check=False)
        missing = find_missing()
    if missing:
        stop(advice(missing))


def apt_prefix():
    """How to call apt here without being asked for a password, or None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and succeeds(["sudo", "-n", "true"]) else None


def advice(missing):
    if shutil.which("apt-get"):
        return (
            "Der mangler noget, som kun en administrator kan installere. Kør dette, og prøv igen:\n\n"
            f"  sudo apt-get update\n  sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
        )
    return (
        "Installér dette, og prøv igen (navnene er Debians; dit system kan kalde dem lidt andet):\n\n"
        f"  {' '.join(missing)}\n\n"
        "Fedora: dnf install pango harfbuzz liberation-fonts chromium\n"
        "macOS:  brew install pango font-liberation chromium"
    )


def fingerprint():
    return hashlib.sha256(LOCK.read_bytes() + str(VENV).encode()).hexdigest()


def is_current():
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == fingerprint()


def install(python):
    started = time.monotonic()
    usable = PYTHON.exists() and succeeds([str(PYTHON), "-m", "pip", "--version"])
    if not usable or not succeeds([str(PYTHON), "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"]):
        say("Opretter .venv …")
        run([python, "-m", "venv", "--clear", str(VENV)])
    say("Installerer de låste pakker (et par minutter første gang) …")
    run([
        str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
        "--require-hashes", "--requirement", str(LOCK),
    ])  # fmt: skip
    STAMP.write_text(fingerprint())
    say(f"Pakkerne er klar ({time.monotonic() - started:.0f} s).")


def run(command):
    done = subprocess.run(command, env=dict(os.environ, PIP_USER="0"), check=False)
    if done.returncode:
        stop(f"Det gik ikke: {' '.join(command)}\nSe beskeden ovenfor. Er der net?")


def succeeds(command):
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run(command, **silent, check=False).returncode == 0


def say(text):
    print(text, flush=True)


def stop(text):
    sys.exit(f"\n{text}\n")


if __name__ == "__main__":
    try:
        main(with_browser="--test" in sys.argv[1:])
    except KeyboardInterrupt:
        stop("Afbrudt. Kør kommandoen igen; den fortsætter, hvor den slap.")
