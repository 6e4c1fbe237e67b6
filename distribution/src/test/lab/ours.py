"""Driver of the multicast lab (mclab) for this router.

Environment: OURS_HOME = unpacked distribution (distribution/target/mgm-router after a build);
OURS_PIM=no measures IGMP and MLD alone, without PIM."""
import json
import os
import subprocess
import time

from .base import Router

HOME = os.environ.get("OURS_HOME", "")
READY_TIMEOUT = 30
SETTLE = 1.0
PROTOCOLS = {4: "igmp", 6: "mld"}
FAMILIES = {4: "IPV4", 6: "IPV6"}
PIM = "io.mgmrouter.pim"
WITH_PIM = os.environ.get("OURS_PIM", "yes") != "no"
GROUPS = 200_000        # per interface: more than any measurement joins


class Driver(Router):
    name = "ours"
    supports = {"igmp", "mld", "ssm"} | ({"pim", "pim6", "bsr"} if WITH_PIM else set())

    def __init__(self, node, config):
        super().__init__(node, config)
        self.keep = []

    @classmethod
    def version(cls):
        return subprocess.run([program("mgm"), "version"], capture_output=True, text=True).stdout.strip() or "?"

    def write_config(self):
        pids = {}
        for family in self.cfg.families:
            self.membership(pids, PROTOCOLS[family])
        if self.uses_pim():
            self.pim(pids)
        self.write("mgm.json", json.dumps(pids, indent=2) + "\n")

    def uses_pim(self):
        return WITH_PIM and any(i.pim for i in self.cfg.ifs.values())

    def membership(self, pids, protocol):
        """Without PIM every interface gets IGMP and MLD: they must hold the one toward the source too."""
        pid = f"io.mgmrouter.{protocol}"
        pids[pid] = {"group.limit:Integer": GROUPS, "source.limit.total:Integer": GROUPS}
        if self.cfg.query_interval:
            pids[pid]["query.interval:Integer"] = self.cfg.query_interval
            # hosts must answer before the next query
            pids[pid]["query.response.interval:Integer"] = min(10_000, self.cfg.query_interval * 1000 - 500)
        for name, i in self.cfg.ifs.items():
            if i.gmp or not self.uses_pim():
                pids[f"{pid}.interface~{name}"] = {"interface": name}
                if protocol == "igmp":
                    pids[f"{pid}.interface~{name}"]["version:Integer"] = i.igmp_version

    def pim(self, pids):
        pids[PIM] = {"families": [FAMILIES[f] for f in self.cfg.families]}
        for name, i in self.cfg.ifs.items():
            if i.pim:
                pids[f"{PIM}.interface~{name}"] = {"interface": name}
                if i.dr_priority is not None:
                    pids[f"{PIM}.interface~{name}"]["dr.priority:Long"] = i.dr_priority
                if i.hello_interval:
                    pids[f"{PIM}.interface~{name}"]["hello.interval:Integer"] = i.hello_interval
        for family, rp in ((4, self.cfg.rp), (6, self.cfg.rp6)):
            if rp and family in self.cfg.families:
                pids[f"{PIM}.rp~{PROTOCOLS[family]}"] = {"address": rp}
        if self.cfg.bsr_candidate:
            pids[f"{PIM}.bsr"] = {"candidate:Boolean": True, "interface": self.cfg.bsr_candidate}
            pids[f"{PIM}.candidate-rp~1"] = {"interface": self.cfg.bsr_candidate}

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
        """M5 action=upgrade: the bundles of the protocols are stopped and started while traffic flows."""
        for protocol in ["igmp"] + (["pim"] if self.uses_pim() else []):
            self.ask("bundle", "stop", f"io.mgmrouter.protocol-{protocol}")
            self.ask("bundle", "start", f"io.mgmrouter.protocol-{protocol}")

    def dump(self):
        return "\n".join(f"# {c}\n{self.ask(*c.split())}" for c in
                         ("show interfaces", "show clients", "show groups", "show mfe", "igmp interfaces", "mld interfaces",
                          "pim interfaces", "pim neighbors", "pim rp", "pim state", "pim register", "pim assert",
                          "pim counters"))

    def ask(self, *words):
        r = subprocess.run([program("mgmctl"), "--state", self.dir, *words], capture_output=True, text=True, timeout=30)
        return r.stdout + r.stderr

    def full_stop(self):
        self.stop()


def program(name):
    if not HOME:
        raise RuntimeError("OURS_HOME is not set")
    return os.path.join(HOME, "bin", name)
