"""Moves reports older than a year into an archive."""

import pathlib
import subprocess
import tarfile
import time

YEAR = 365 * 24 * 60 * 60


def old_reports(folder, now=None):
    now = time.time() if now is None else now
    for path in sorted(pathlib.Path(folder).glob("sales-*.csv")):
        if now - path.stat().st_mtime > YEAR:
            yield path


def archive(folder, target):
    with tarfile.open(target, "w:gz") as tar:
        for path in old_reports(folder):
            tar.add(path, arcname=path.name)


def upload(archive_path, bucket):
    subprocess.run(f"aws s3 cp {archive_path} {bucket}", shell=True, check=True)


if __name__ == "__main__":
    archive("reports", "archive.tar.gz")
