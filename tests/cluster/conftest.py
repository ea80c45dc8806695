"""A real cluster of two processes on this machine, and a server of S3."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def _cluster() -> Iterator[Any]:
    """Two nodes of one thread each, started again when they die."""
    from distributed import LocalCluster

    # A node judges with its own program and libraries, as on any other machine.
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        silence_logs=logging.CRITICAL,
    ) as started:
        yield started


@pytest.fixture(scope="package")
def cluster() -> Iterator[Any]:
    """A cluster of this machine."""
    with _cluster() as started:
        yield started


@pytest.fixture(scope="package")
def s3() -> Iterator[str]:
    """The address of a server of S3 that holds nothing; what runs here, and every node, goes to it for s3://."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield told["AWS_ENDPOINT_URL"]
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
        server.stop()


@pytest.fixture(scope="package")
def cluster_that_knows(s3: str) -> Iterator[Any]:
    """A cluster whose nodes were started after the server of S3, and know it from their environment."""
    assert s3
    with _cluster() as started:
        yield started
