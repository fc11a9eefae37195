/// How the page looks: on a screen, light or dark, wide or narrow, and on paper.
enum Stylesheet {
    static let page: StaticString = """
        :root{--ground:#ffffff;--ink:#24292f;--faint:#5b6570;--line:#d9dee3;--soft:#f5f7f9;--link:#0a58a8;
        --l1:#fff6dc;--l2:#fee7b0;--l3:#fdd17c;--l4:#fbb04f;--l5:#ec8530;--l6:#b9480c;--l7:#7f2704;
        --t5:#24292f;--t6:#ffffff;--t7:#ffffff;--fault:#fde3d3;--faultink:#8a2f00;--prescribed:#e7e2f3;
        --dead:#e3e6ea;--good:#005a9c;--bad:#9a3412}
        @media screen and (prefers-color-scheme:dark){:root{--ground:#0f1318;--ink:#e6edf3;--faint:#9da7b1;
        --line:#2d343c;--soft:#171c23;--link:#7cc0f5;
        --l1:#221d12;--l2:#382a11;--l3:#533a10;--l4:#744b0d;--l5:#9d5f0c;--l6:#dc8b34;--l7:#ffc078;
        --t5:#ffffff;--t6:#16130d;--t7:#16130d;--fault:#4a2413;--faultink:#ffb68c;--prescribed:#2f2a45;
        --dead:#2d343c;--good:#7cc0f5;--bad:#ff9d66}}
        *{box-sizing:border-box}
        html{color-scheme:light dark;-webkit-text-size-adjust:100%}
        body{margin:0 auto;max-width:min(100%,1860px);padding:2rem clamp(1rem,2.5vw,3rem) 4rem;background:var(--ground);color:var(--ink);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
        overflow-wrap:anywhere}
        h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem;font-weight:650;letter-spacing:-.01em}
        h2{font-size:1.2rem;margin:0 0 .8rem;font-weight:650}
        p{margin:.6rem 0;max-width:46rem}
        a{color:var(--link)}
        code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;
        background:var(--soft);border-radius:3px;padding:.08em .3em}
        pre{overflow-x:auto;font-size:.86rem;line-height:1.3}
        small{display:block;color:var(--faint);font-weight:400;font-size:.78rem;line-height:1.25}
        .subtitle,.part{color:var(--faint);margin:0 0 1rem}
        .part{margin:0;font-size:.85rem}
        .headline{list-style:none;margin:1.2rem 0;padding:0;max-width:60rem}
        .headline li{padding:.25rem 0 .25rem 1rem;border-left:3px solid var(--l5);margin:0 0 .5rem;
        font-size:1.05rem;break-inside:avoid}
        @media (min-width:1500px){.headline{max-width:none;columns:2;column-gap:2.4rem}}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;margin:0;font-size:.92rem}
        section{border-top:1px solid var(--line);margin-top:2.2rem;padding-top:1.4rem}
        .beside{display:flex;flex-wrap:wrap;gap:1.5rem 2.4rem;align-items:flex-start}
        .beside>div{min-width:0;max-width:100%;flex:1 1 auto}.numbers{width:100%}
        .scroll{overflow-x:auto;max-width:100%;margin:0 0 1rem}
        @keyframes more{0%,92%{--fade:3rem}100%{--fade:0px}}
        @media screen{.scroll{animation:more linear;animation-timeline:scroll(self inline);
        mask-image:linear-gradient(to right,#000 calc(100% - var(--fade,0px)),transparent)}}
        .scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--link);
        outline-offset:2px}
        table{border-collapse:separate;border-spacing:0;font-size:.86rem;line-height:1.3;
        font-variant-numeric:tabular-nums;overflow-wrap:break-word;min-width:min(100%,24rem)}
        caption{text-align:left;color:var(--faint);font-size:.85rem;padding:0 0 .6rem;contain:inline-size}
        caption span{display:block;position:sticky;left:0;max-width:min(100%,44rem,100vw - 2.5rem)}
        th,td{padding:.26rem .45rem;border-bottom:1px solid var(--line);vertical-align:middle}
        thead th{vertical-align:bottom;font-weight:600;border-bottom:1.5px solid var(--faint);max-width:13rem}
        tbody th{text-align:left;font-weight:500;max-width:20rem;min-width:7rem}
        th.long{overflow-wrap:anywhere}
        tbody th,thead th:first-child{position:sticky;left:0;background:var(--ground);z-index:1}
        .numbers td,.numbers thead th{text-align:right;white-space:nowrap}
        .numbers td[colspan]{text-align:left;white-space:normal}
        .numbers thead th{white-space:normal}
        .numbers thead th:first-child,.words td,.words thead th{text-align:left}
        .words td{overflow-wrap:anywhere;min-width:6.6rem;max-width:30rem}
        .words td:nth-child(3){min-width:9rem}.words td:last-child{min-width:15rem}
        td small{white-space:nowrap}
        td a{color:inherit;text-decoration:underline dotted 1px;text-underline-offset:3px}
        td a:hover{text-decoration-style:solid}
        th:target{background:var(--l2);color:var(--ink)}
        td.l0,td.absent,td.sound{color:var(--faint)}
        .l1{background:var(--l1)}.l2{background:var(--l2)}.l3{background:var(--l3)}.l4{background:var(--l4)}
        .l5{background:var(--l5);color:var(--t5)}.l6{background:var(--l6);color:var(--t6)}
        .l7{background:var(--l7);color:var(--t7)}
        .l1 small,.l2 small,.l3 small,.l4 small,.l5 small,.l6 small,.l7 small{color:inherit}
        .dead{background:var(--dead);background-image:repeating-linear-gradient(135deg,transparent 0 5px,
        var(--ground) 5px 6px);font-style:italic}
        .fault{background:var(--fault);color:var(--faultink);font-weight:600}
        .prescribed{background:var(--prescribed)}
        .worse{color:var(--bad);font-weight:600}.better{color:var(--good);font-weight:600}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem 1rem;padding:0;margin:.2rem 0 1rem;
        font-size:.82rem;color:var(--faint)}
        .key{display:inline-block;border:1px solid var(--line);border-radius:3px;padding:0 .45em;
        margin-right:.4em;min-width:2.2em;text-align:center}
        .key:not(.l5):not(.l6):not(.l7):not(.fault){color:var(--ink)}
        figure{margin:1.2rem 0}
        figcaption{color:var(--faint);font-size:.85rem;max-width:46rem}
        .drawing{display:block;width:100%;max-width:900px;min-width:600px;height:auto}
        .drawing text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
        details{border-bottom:1px solid var(--line);padding:.35rem 0}
        summary{cursor:pointer;padding:.2rem 0}
        details[open]{padding-bottom:.8rem}
        .remarks{padding-left:1.2rem;max-width:60rem}
        .beside .legend{contain:inline-size}.beside table{font-size:.8rem}.beside th,.beside td{padding:.24rem .36rem}.beside tbody th{max-width:10.5rem}
        @media (max-width:640px){body{padding:1.2rem 1rem 3rem;font-size:14px}h1{font-size:1.4rem}
        tbody th,.beside tbody th{max-width:8.5rem;min-width:5.5rem;font-size:.8rem}
        th,td{padding:.26rem .38rem}}
        @media print{body{max-width:none;padding:0;font-size:9.5pt}nav{display:none}
        section{break-inside:auto;border-top-color:#999}.scroll{overflow:visible}table{font-size:7.5pt}
        tr,figure{break-inside:avoid}thead{display:table-header-group}
        td,.key{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        tbody th,thead th:first-child{position:static}.drawing{min-width:0}
        details::details-content{content-visibility:visible;height:auto}}

        """
}
