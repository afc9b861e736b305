namespace EventRecovery.Cli.Reports;

/// <summary>The style sheet: light and dark, from 320 pixels up, and on paper.</summary>
internal static class ReportStyle
{
    public const string Sheet = """
        :root{--paper:#f6f5f1;--card:#fff;--ink:#1d2125;--soft:#5f6871;--line:#e2e0d8;--safe:#17734a;--safe-bg:#e3f3ea;--hold:#a5281b;--hold-bg:#fbe9e6;
        --expected:#d9dce0;--processed:#7d8b99;--recovered:#1f7a54;--changed:#c9761a;--new:#2f6fb5;--gone:#a5281b}
        @media(prefers-color-scheme:dark){:root{--paper:#14171a;--card:#1d2226;--ink:#e8eaec;--soft:#9aa4ad;--line:#30373d;--safe:#6fd3a2;--safe-bg:#16352a;
        --hold:#ff9c8f;--hold-bg:#43201c;--expected:#3a424a;--processed:#8795a3;--recovered:#4cc38a;--changed:#e69a4a;--new:#6aa9ee;--gone:#ff8a7a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:62rem;margin:0 auto;padding:1rem}
        header{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;align-items:start;border-radius:14px;padding:1.25rem;margin-bottom:1rem}
        header.safe{background:var(--safe-bg)}header.hold{background:var(--hold-bg)}
        .mark{margin:0;width:3.2rem;height:3.2rem;border-radius:50%;display:grid;place-items:center;font-size:1.9rem;font-weight:700;color:var(--card)}
        .safe .mark{background:var(--safe)}.hold .mark{background:var(--hold)}
        h1{margin:0;font-size:1.5rem;line-height:1.2;overflow-wrap:anywhere}.safe h1{color:var(--safe)}.hold h1{color:var(--hold)}
        .what{margin:.35rem 0 0;color:var(--soft);overflow-wrap:anywhere}.what b{color:var(--ink)}
        .checks{grid-column:1/-1;list-style:none;margin:.75rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:.3rem 1.5rem}
        .checks li{display:flex;gap:.5rem;overflow-wrap:anywhere}.checks span{flex:none;width:1rem;font-weight:700}
        .passed span{color:var(--safe)}.failed,.failed span{color:var(--hold)}.open{color:var(--soft)}
        section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1rem 1.25rem;margin:0 0 1rem}
        h2{margin:0 0 .6rem;font-size:1.1rem}h3{margin:1.1rem 0 .4rem;font-size:.95rem;color:var(--soft)}p{margin:.4rem 0}
        .quiet,footer{color:var(--soft);font-size:.9rem}footer{padding:.25rem .25rem 1rem;overflow-wrap:anywhere}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.2rem,1fr));gap:.75rem;margin:0 0 1rem}
        .tiles div{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:.75rem 1rem}
        dt{color:var(--soft);font-size:.85rem}dd{margin:0}.tiles dd{font-size:1.45rem;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.25}
        dd small{display:block;font-size:.8rem;font-weight:400;color:var(--soft)}
        .rows{margin:0;display:grid;gap:.35rem}.rows div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;border-bottom:1px solid var(--line);padding-bottom:.35rem}
        .rows div:last-child{border:0;padding:0}.rows dd{font-variant-numeric:tabular-nums;text-align:right;margin-left:auto}.rows dt{font-size:1rem;color:var(--ink)}
        .story{margin:0;padding:0;list-style:none;counter-reset:s}.story li{counter-increment:s;position:relative;padding:0 0 .6rem 2.2rem;overflow-wrap:anywhere}
        .story li::before{content:counter(s);position:absolute;left:0;top:.05rem;width:1.5rem;height:1.5rem;border-radius:50%;display:grid;place-items:center;font-size:.8rem;font-weight:700;background:var(--safe-bg);color:var(--safe)}
        .story .ill::before{content:"!";background:var(--hold-bg);color:var(--hold)}.story li::after{content:"";position:absolute;left:.72rem;top:1.7rem;bottom:.1rem;width:1px;background:var(--line)}.story li:last-child::after{display:none}
        .chart{position:relative;border-bottom:1px solid var(--line);padding-top:1.25rem;background:linear-gradient(var(--line),var(--line)) 0 1.25rem/100% 1px no-repeat}.chart svg{display:block;width:100%;height:11rem}.chart.low svg{height:7rem}
        .top{position:absolute;right:0;top:0;line-height:1.2rem;font-size:.8rem;color:var(--soft);font-variant-numeric:tabular-nums}
        rect.expected{fill:var(--expected)}rect.processed{fill:var(--processed)}rect.recovered{fill:var(--recovered)}rect.changed{fill:var(--changed)}
        .axis{display:flex;justify-content:space-between;gap:1rem;font-size:.8rem;color:var(--soft);margin:.3rem 0 0;font-variant-numeric:tabular-nums}
        .legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.85rem;color:var(--soft);margin:0 0 .4rem}.legend span::before{content:"";display:inline-block;width:.75rem;height:.75rem;border-radius:3px;margin-right:.4rem;vertical-align:-1px}
        .legend .expected::before{background:var(--expected)}.legend .processed::before{background:var(--processed)}.legend .recovered::before{background:var(--recovered)}
        .shares{display:flex;height:.8rem;border-radius:5px;overflow:hidden;background:var(--expected)}.shares span{display:block}.shares .same{background:var(--processed)}.shares .changed{background:var(--changed)}.shares .new{background:var(--new)}.shares .gone{background:var(--gone)}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
        th{color:var(--soft);font-weight:500}.n{text-align:right;font-variant-numeric:tabular-nums}th:first-child,td:first-child{white-space:normal;min-width:8.5rem;overflow-wrap:anywhere}th:last-child,td:last-child{padding-right:0}tr:last-child td{border-bottom:0}.sum td{font-weight:650}
        code,pre{font:0.9em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}.hash code{overflow-wrap:anywhere}
        pre{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem;margin:.6rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
        .versions{margin:.6rem 0 0;padding-left:1.4rem}.versions em{font-style:normal;color:var(--safe);font-weight:650}
        @media(max-width:480px){main{padding:.6rem}header{padding:1rem}.mark{width:2.4rem;height:2.4rem;font-size:1.4rem}h1{font-size:1.25rem}section{padding:.8rem .9rem}.chart svg{height:8rem}.axis span:nth-child(2):nth-last-child(2){display:none}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--safe:#0b5c39;--safe-bg:#eaf6ef;--hold:#8a1c11;--hold-bg:#fbeae7}body{font-size:10.5px;background:#fff}main{max-width:none;padding:0}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}section,header,.tiles div{break-inside:avoid}section{padding:.5rem .7rem;margin-bottom:.5rem}.chart svg{height:6rem}.wide{overflow:visible}td,th{white-space:normal;overflow-wrap:anywhere}}
        """;
}
