"""Driver of the multicast lab (mclab) for this router.

Environment: OURS_HOME = unpacked distribution (distribution/target/mgm-router after a build)."""
import json
import os
import subprocess
import time

from .base import Router

HOME = os.environ.get("OURS_HOME", "")
READY_TIMEOUT = 30
SETTLE = 1.0
PROTOCOLS = {4: "igmp", 6: "mld"}
GROUPS = 200_000        # per interface: more than any measurement joins


class Driver(Router):
    name = "ours"
    supports = {"igmp", "mld", "ssm"}

    def __init__(self, node, config):
        super().__init__(node, config)
        self.keep = []

    @classmethod
    def version(cls):
        return subprocess.run([program("mgm"), "version"], capture_output=True, text=True).stdout.strip() or "?"

    def write_config(self):
        """Every interface gets IGMP and MLD, those without receivers too: they must hold the one toward the source."""
        pids = {}
        for protocol in [PROTOCOLS[family] for family in self.cfg.families]:
            pid = f"io.mgmrouter.{protocol}"
            pids[pid] = {"group.limit:Integer": GROUPS, "source.limit.total:Integer": GROUPS}
            if self.cfg.query_interval:
                pids[pid]["query.interval:Integer"] = self.cfg.query_interval
            for name, i in self.cfg.ifs.items():
                pids[f"{pid}.interface~{name}"] = {"interface": name}
                if protocol == "igmp":
                    pids[f"{pid}.interface~{name}"]["version:Integer"] = i.igmp_version
        self.write("mgm.json", json.dumps(pids, indent=2) + "\n")

    def spawn(self):
        """bin/mgm replaces itself by the JVM, so the process that the lab measures is the router."""
        self.log_start = os.path.getsize(self.path("log")) if os.path.exists(self.path("log")) else 0
        return [self.node.popen(program("mgm"), "run", "--conf", self.path("mgm.json"), "--state", self.dir,
                                log=self.log(), private_run=True)]

    def ready(self, timeout=READY_TIMEOUT, settle=SETTLE):
        """VIFs are made when an entry needs them, so the kernel's table cannot tell; the router says it itself."""
        start = time.monotonic()
        while not self.said_ready():
            if not self.alive() or time.monotonic() - start > timeout:
                raise RuntimeError(f"{self.name}@{self.node.name} not ready\n{self.tail()}")
            time.sleep(0.02)
        took = time.monotonic() - start
        time.sleep(settle)
        return took

    def said_ready(self):
        with open(self.path("log"), errors="replace") as f:
            f.seek(self.log_start)
            return any(line.startswith("ready in") for line in f)

    def reload(self):
        """Written only: the router reads its configuration file at its start, and no later."""
        self.write_config()

    def upgrade(self):
        """M5 action=upgrade: the IGMP bundle is stopped and started while traffic flows."""
        self.ask("bundle", "stop", "io.mgmrouter.protocol-igmp")
        self.ask("bundle", "start", "io.mgmrouter.protocol-igmp")

    def dump(self):
        return "\n".join(f"# {c}\n{self.ask(*c.split())}" for c in
                         ("show interfaces", "show clients", "show groups", "show mfe", "igmp interfaces", "mld interfaces"))

    def ask(self, *words):
        r = subprocess.run([program("mgmctl"), "--state", self.dir, *words], capture_output=True, text=True, timeout=30)
        return r.stdout + r.stderr

    def full_stop(self):
        self.stop()


def program(name):
    if not HOME:
        raise RuntimeError("OURS_HOME is not set")
    return os.path.join(HOME, "bin", name)
