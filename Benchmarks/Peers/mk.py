import sys, os

n = int(sys.argv[1])
src = sys.argv[2]
dst = sys.argv[3]
for k in ("pin", "geo", "user"):
    d = f"{dst}/{k}"
    os.makedirs(d, exist_ok=True)
    with open(f"{src}/{k}.ndjson", "rb") as f:
        for i, l in enumerate(f):
            with open(f"{d}/{k}+0+{i:010d}.json", "wb") as o:
                o.write(l)
