"use strict";

const EVERY_MS = 2000;
const HISTORY = 150;

const WORDS = {
  en: {
    title: "operator", skip: "Skip to the nodes", pause: "Pause", resume: "Go on", dashboard: "Orleans dashboard",
    metrics: "Metrics", overview: "Overview", nodes: "Nodes", consolidation: "Consolidation",
    rested: "Activations put to rest", storage: "Storage", gateway: "Requests refused", reading: "Reading…",
    paused: "Paused", lost: "This node does not answer; it is asked again.", live: "Nodes that answer",
    of: "of", leftOut: "more nodes are not shown", users: "Users active", memories: "memories",
    log: "Frames of their logs", behind: "behind the snapshot", commits: "Writes waiting", appended: "turns/s",
    pending: "Texts without a vector", vectors: "vectors/s", runs: "Consolidation runs", owed: "turns owed",
    faults: "Storage errors", droppedOf: "activations dropped", refused: "Requests refused",
    skippedOf: "chats without memory", shed: "Shed for memory", idle: "idle ones collected",
    node: "Node", uptime: "Uptime", version: "Version", bytes: "Memory", usersShort: "Users", framesShort: "Frames",
    lag: "Behind snapshot", queue: "Writes waiting", embedQueue: "Embedding queue", embedRate: "Texts/s embedded",
    running: "Runs", failed: "Storage errors", noAnswer: "no answer", state: "State", none: "none since the start",
    runningNow: "running now", owedNow: "turns owed now", count: "Since the start", repairs: "torn tails cut",
    ends: { completed: "completed", limited: "stopped at their limit", cancelled: "cancelled", undone: "undone" },
    reasons: {
      activation_idle: "idle", high_memory_pressure: "memory pressure (shed)", shutting_down: "silo stopped",
      application_requested: "dropped or erased", migrating: "moved", runtime_requested: "asked by the runtime",
    },
    kinds: { conflict: "conflict", damaged: "damaged", full: "full", unavailable: "unavailable", _OTHER: "other" },
    days: "d", hours: "h", minutes: "min", seconds: "s",
  },
  zh: {
    title: "运维", skip: "跳到节点", pause: "暂停", resume: "继续", dashboard: "Orleans 仪表板", metrics: "指标",
    overview: "概览", nodes: "节点", consolidation: "整理", rested: "已休眠的激活", storage: "存储", gateway: "被拒绝的请求",
    reading: "正在读取…", paused: "已暂停", lost: "此节点没有应答，稍后重试。", live: "应答的节点", of: "/",
    leftOut: "个节点未显示", users: "活跃用户", memories: "条记忆", log: "其日志帧数", behind: "帧尚无快照",
    commits: "等待写入", appended: "轮次/秒", pending: "尚无向量的文本", vectors: "向量/秒", runs: "整理任务",
    owed: "轮次待整理", faults: "存储错误", droppedOf: "个激活被丢弃", refused: "被拒绝的请求", skippedOf: "次对话未用记忆",
    shed: "因内存压力卸载", idle: "个因空闲回收", node: "节点", uptime: "运行时间", version: "版本", bytes: "内存",
    usersShort: "用户", framesShort: "日志帧", lag: "快照落后", queue: "等待写入", embedQueue: "嵌入队列",
    embedRate: "嵌入文本/秒", running: "整理中", failed: "存储错误", noAnswer: "无应答", state: "状态",
    none: "启动以来没有", runningNow: "正在运行", owedNow: "现在待整理的轮次", count: "启动以来", repairs: "截去的残尾",
    ends: { completed: "完成", limited: "达到上限", cancelled: "已取消", undone: "已撤销" },
    reasons: {
      activation_idle: "空闲", high_memory_pressure: "内存压力（卸载）", shutting_down: "节点停止",
      application_requested: "丢弃或抹除", migrating: "迁移", runtime_requested: "运行时要求",
    },
    kinds: { conflict: "冲突", damaged: "损坏", full: "已满", unavailable: "不可用", _OTHER: "其他" },
    days: "天", hours: "小时", minutes: "分", seconds: "秒",
  },
};

const language = (navigator.languages ?? [navigator.language]).map(tag => tag.toLowerCase().split("-")[0])
  .find(tag => tag in WORDS) ?? "en";
const words = WORDS[language];
const numbers = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 1 });
const byId = id => document.getElementById(id);

let paused = false;
let timer = 0;
let before = null;
const history = new Map();

// Text only ever becomes text: nothing that the service says is read as markup.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value) made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

function number(value) {
  return value === null || value === undefined ? "–" : numbers.format(value);
}

function bytes(value) {
  if (!value) return "–";
  const power = Math.min(4, Math.floor(Math.log2(value) / 10));
  return `${numbers.format(value / 1024 ** power)} ${["B", "KiB", "MiB", "GiB", "TiB"][power]}`;
}

function span(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const parts = [
    [Math.floor(seconds / 86400), words.days], [Math.floor(seconds / 3600) % 24, words.hours],
    [Math.floor(seconds / 60) % 60, words.minutes], [Math.floor(seconds) % 60, words.seconds],
  ];
  const first = Math.max(0, parts.findIndex(([count]) => count > 0));
  return parts.slice(first === 0 && seconds < 1 ? 3 : first).slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`).join(" ");
}

const total = values => Object.values(values ?? {}).reduce((sum, value) => sum + value, 0);
const sum = (nodes, of) => nodes.reduce((all, node) => all + (of(node) ?? 0), 0);

function merged(nodes, of) {
  const all = new Map();
  for (const node of nodes) {
    for (const [key, value] of Object.entries(of(node) ?? {})) all.set(key, (all.get(key) ?? 0) + value);
  }
  return all;
}

// A rate needs two readings of the same life of a process: a counter that fell was started anew.
function rate(node, of) {
  const old = before?.nodes.find(other => other.name === node.name && other.address === node.address);
  const seconds = before ? (Date.parse(node.readAt) - Date.parse(before.at)) / 1000 : 0;
  if (!old?.reachable || seconds <= 0 || old.started !== node.started) return null;
  const change = (of(node) ?? 0) - (of(old) ?? 0);
  return change < 0 ? null : change / seconds;
}

function remember(name, value) {
  const kept = history.get(name) ?? [];
  kept.push(value ?? 0);
  history.set(name, kept.slice(-HISTORY));
  return history.get(name);
}

function line(values) {
  const svgName = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(svgName, "svg");
  svg.setAttribute("viewBox", "0 0 100 24");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const top = Math.max(...values, 1e-9);
  const points = values.map((value, i) => {
    const x = values.length === 1 ? 100 : (i * 100) / (values.length - 1);
    return `${x.toFixed(2)} ${(23 - (value / top) * 21).toFixed(2)}`;
  });
  if (points.length === 1) points.unshift(points[0].replace("100.00", "0.00"));
  for (const [data, name] of [[`M0 24 L${points.join(" L")} L100 24 Z`, "fill"], [`M${points.join(" L")}`, ""]]) {
    const path = document.createElementNS(svgName, "path");
    path.setAttribute("d", data);
    if (name) path.setAttribute("class", name);
    svg.append(path);
  }
  return svg;
}

function card(name, value, note) {
  return element("div", { class: "card" },
    element("h3", {}, words[name]),
    element("div", { class: "value" }, number(value)),
    element("p", { class: "note" }, note),
    line(remember(name, value)));
}

function showCards(nodes) {
  const appended = sum(nodes, node => rate(node, read => read.memory?.appended));
  const vectors = sum(nodes, embedded);
  byId("cards").replaceChildren(
    card("users", sum(nodes, node => node.memory?.users_active),
      `${number(sum(nodes, node => node.memory?.memories))} ${words.memories}`),
    card("log", sum(nodes, node => node.memory?.log_frames),
      `${number(sum(nodes, node => node.memory?.snapshot_lag_frames))} ${words.behind}`),
    card("commits", sum(nodes, node => node.memory?.commit_queue), `${number(appended)} ${words.appended}`),
    card("pending", sum(nodes, node => node.embedding?.pending), `${number(vectors)} ${words.vectors}`),
    card("runs", sum(nodes, node => node.consolidation?.running),
      `${number(sum(nodes, node => node.consolidation?.owed))} ${words.owed}`),
    card("shed", sum(nodes, node => node.rested?.high_memory_pressure),
      `${number(sum(nodes, node => node.rested?.activation_idle))} ${words.idle}`),
    card("faults", sum(nodes, node => total(node.storage?.failures)),
      `${number(sum(nodes, node => total(node.storage?.dropped)))} ${words.droppedOf}`),
    card("refused", sum(nodes, node => total(node.gateway?.refused)),
      `${number(sum(nodes, node => node.gateway?.memory_skipped))} ${words.skippedOf}`));
}

// Where a node has an embedding queue of its own, that says how many texts it reads; else the vectors it stores do.
function embedded(node) {
  return rate(node, read => read.embedding?.texts ?? read.embedding?.vectors_stored);
}

function table(id, heads, rows) {
  const body = rows.length > 0 ? rows
    : [element("tr", {}, element("td", { class: "none", colspan: `${heads.length}` }, words.none))];
  byId(id).replaceChildren(
    element("thead", {}, element("tr", {}, ...heads.map(head => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...body));
}

function showNodes(nodes) {
  const heads = ["node", "uptime", "version", "bytes", "usersShort", "framesShort", "lag", "queue", "embedQueue",
    "embedRate", "running", "failed"].map(name => words[name]);
  table("node-table", heads, nodes.map(node => {
    const head = element("th", { scope: "row" }, node.name,
      element("small", {}, node.address ?? ""));
    if (!node.reachable) {
      return element("tr", { class: node.status === "active" ? "silent" : "warn" }, head,
        element("td", { colspan: `${heads.length - 1}` },
          node.status === "active" ? words.noAnswer : node.status));
    }
    const failures = total(node.storage.failures);
    const cells = [
      span(node.uptime_seconds), node.version, bytes(node.working_set_bytes), number(node.memory.users_active),
      number(node.memory.log_frames), number(node.memory.snapshot_lag_frames), number(node.memory.commit_queue),
      number(node.embedding.queue_depth ?? node.embedding.pending), number(embedded(node)),
      number(node.consolidation.running),
    ].map(text => element("td", {}, text));
    return element("tr", {}, head, ...cells, element("td", { class: failures > 0 ? "bad" : "" }, number(failures)));
  }));
}

function pairs(rows) {
  return rows.map(([name, value, css]) => element("tr", {},
    element("td", {}, name), element("td", { class: css ?? "" }, number(value))));
}

function show(state) {
  const nodes = state.nodes.map(node => ({ ...node, readAt: state.at }));
  showState(state, nodes);

  // A reading that others asked for a moment ago has no rates of its own.
  if (before?.at === state.at) return;
  showCards(nodes);
  showNodes(nodes);
  const ended = [...merged(nodes, node => node.consolidation?.ended)];
  table("consolidation-table", [words.state, words.count], pairs([
    [words.runningNow, sum(nodes, node => node.consolidation?.running)],
    [words.owedNow, sum(nodes, node => node.consolidation?.owed)],
    ...ended.map(([end, count]) => [words.ends[end] ?? end, count])]));
  table("rested-table", [words.state, words.count], pairs([...merged(nodes, node => node.rested)]
    .map(([why, count]) => [words.reasons[why] ?? why, count,
      why === "high_memory_pressure" && count > 0 ? "warn" : ""])));
  const failures = [...merged(nodes, node => node.storage?.failures)].map(([key, count]) => {
    const [provider, operation, kind] = key.split("|");
    return [`${provider} ${operation}: ${words.kinds[kind] ?? kind}`, count, count > 0 ? "bad" : ""];
  });
  table("storage-table", [words.state, words.count], pairs([
    ...failures, [words.repairs, sum(nodes, node => node.storage?.repairs)]]));
  table("gateway-table", [words.state, words.count], pairs([...merged(nodes, node => node.gateway?.refused)]
    .map(([key, count]) => [key.replace("|", " "), count,
      count === 0 ? "" : key.startsWith("5") ? "bad" : key.startsWith("429") ? "warn" : ""])));
  before = state;
}

function showState(state, nodes) {
  const silent = nodes.filter(node => !node.reachable).length;
  const parts = [`${words.live}: ${nodes.length - silent} ${words.of} ${nodes.length}`];
  if (state.left_out > 0) parts.push(`${state.left_out} ${words.leftOut}`);
  say(parts.join(" · "), silent > 0 ? "warn" : "good");
}

// A screen reader hears a change, and not every reading.
function say(text, css) {
  if (byId("state").textContent !== text) byId("state").textContent = text;
  byId("dot").className = `dot ${css}`;
}

async function refresh() {
  clearTimeout(timer);
  try {
    const answer = await fetch("/operator/state", { cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    show(await answer.json());
    document.body.dataset.ready = "true";
  } catch {
    say(words.lost, "bad");
  }
  schedule();
}

// A tab that nobody looks at asks for nothing.
function schedule() {
  clearTimeout(timer);
  if (!paused && !document.hidden) timer = setTimeout(refresh, EVERY_MS);
}

function togglePause() {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", `${paused}`);
  byId("pause").textContent = paused ? words.resume : words.pause;
  if (paused) {
    clearTimeout(timer);
    say(words.paused, "");
  } else {
    refresh();
  }
}

document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
document.title = `Agents · ${words.title}`;
for (const node of document.querySelectorAll("[data-text]")) node.textContent = words[node.dataset.text];
byId("pause").addEventListener("click", togglePause);
document.addEventListener("visibilitychange", schedule);
say(words.reading, "");
refresh();
