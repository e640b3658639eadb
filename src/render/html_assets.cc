#include "render/html_assets.h"

namespace lambda_report::render {

// Bars: a cell of class s is filled from the left in steps of 5 %, s1 … s20.
const std::string_view kHtmlStyle = R"css(
:root{color-scheme:light dark;--fg:#1d2329;--dim:#626c76;--bg:#fff;--line:#dfe3e8;--head:#f5f7f9;
--bar:#dbe7f5;--red:#b3261e;--yellow:#8a5a00;--green:#1a6b36}
@media(prefers-color-scheme:dark){:root{--fg:#e4e8ec;--dim:#98a2ad;--bg:#14181c;--line:#303840;
--head:#1b2127;--bar:#24405f;--red:#ff8a80;--yellow:#e5b454;--green:#7ccf94}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif}
main{max-width:90rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;margin:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
.total{font-size:1.05rem;margin:.25rem 0 1.25rem;color:var(--dim)}
.total b{color:var(--fg)}
.partial{border-left:4px solid var(--red);background:var(--head);padding:.6rem .9rem;margin:1rem 0}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.35rem .7rem;text-align:left;white-space:nowrap;border-bottom:1px solid var(--line)}
th{background:var(--head);font-weight:600}
tfoot td{font-weight:600;border-bottom:0;background:var(--head)}
.n{text-align:right}
td:first-child,th:first-child{position:sticky;left:0;background:var(--bg);max-width:28rem;
overflow:hidden;text-overflow:ellipsis}
th:first-child,tfoot td:first-child{background:var(--head)}
th button{all:unset;cursor:pointer}
th button:focus-visible{outline:2px solid currentColor;outline-offset:2px}
th[aria-sort=descending] button::after{content:" \2193"}
th[aria-sort=ascending] button::after{content:" \2191"}
.red{color:var(--red);font-weight:600}
.yellow{color:var(--yellow);font-weight:600}
.green{color:var(--green);font-weight:600}
.dim{color:var(--dim)}
.s{background:linear-gradient(var(--bar),var(--bar)) left/0 100% no-repeat}
.s1{background-size:5% 100%}
.s2{background-size:10% 100%}
.s3{background-size:15% 100%}
.s4{background-size:20% 100%}
.s5{background-size:25% 100%}
.s6{background-size:30% 100%}
.s7{background-size:35% 100%}
.s8{background-size:40% 100%}
.s9{background-size:45% 100%}
.s10{background-size:50% 100%}
.s11{background-size:55% 100%}
.s12{background-size:60% 100%}
.s13{background-size:65% 100%}
.s14{background-size:70% 100%}
.s15{background-size:75% 100%}
.s16{background-size:80% 100%}
.s17{background-size:85% 100%}
.s18{background-size:90% 100%}
.s19{background-size:95% 100%}
.s20{background-size:100% 100%}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:1.5rem 0 0}
dt{color:var(--dim)}
dt.yellow{color:var(--yellow)}
dd{margin:0;overflow-wrap:anywhere}
.findings{list-style:none;margin:0;padding:0}
.findings li{padding:.6rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.word{display:inline-block;min-width:5.5em}
.more{color:var(--dim);font-size:.9rem}
footer{margin-top:2.5rem;color:var(--dim);font-size:.85rem}
@media(max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}
td:first-child,th:first-child{max-width:11rem}}
@media print{:root{color-scheme:light}body{font-size:9pt}main{max-width:none;padding:0}
.scroll{overflow:visible;border:0}td:first-child,th:first-child{position:static}
tr,li{break-inside:avoid}}
)css";
const std::string_view kHtmlStyleHash = "sha256-ALKuKY2IohFYJobyx46Zk0F3GhSkB3+Cvzc8pWHSsn8=";

const std::string_view kHtmlScript = R"js(
for (const table of document.querySelectorAll("table"))
  table.querySelectorAll("th").forEach((th, column) => {
    const button = document.createElement("button");
    button.textContent = th.textContent;
    th.replaceChildren(button);
    button.onclick = () => {
      const up = th.getAttribute("aria-sort") === "descending";
      table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      const sign = up ? 1 : -1;
      const body = table.tBodies[0];
      const order = (a, b) => {
        const [x, y] = [a.cells[column], b.cells[column]];
        const [v, w] = [x.dataset.v, y.dataset.v];
        if (v !== undefined && w !== undefined) return sign * (v - w);
        if (v !== undefined || w !== undefined) return v === undefined ? 1 : -1;
        return sign * (x.textContent < y.textContent ? 1 : x.textContent > y.textContent ? -1 : 0);
      };
      body.append(...[...body.rows].sort(order));
    };
  });
)js";
const std::string_view kHtmlScriptHash = "sha256-ssAkiwG6Y5AOYDh7r9d2WMRPBLwPZln4e2NysDaTFns=";

}  // namespace lambda_report::render
