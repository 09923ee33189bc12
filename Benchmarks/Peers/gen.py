# data generator: three NDJSON files of N records each, shaped as the seeds' pin/geo/user rows
import random, json, sys, uuid, datetime

n = int(sys.argv[1]) if len(sys.argv) > 1 else 11000
out = sys.argv[2] if len(sys.argv) > 2 else "."
R = random.Random(7)
cats = [
    "mens-fashion",
    "art",
    "beauty",
    "christmas",
    "diy-and-crafts",
    "education",
    "event-planning",
    "finance",
    "home-decor",
    "quotes",
    "tattoos",
    "travel",
    "vehicles",
]
countries = [
    "Albania",
    "Algeria",
    "American Samoa",
    "Andorra",
    "Angola",
    "Antigua and Barbuda",
    "Argentina",
    "Armenia",
    "Aruba",
    "Austria",
    "Cocos (Keeling) Islands",
    "France",
    "Côte d'Ivoire",
]
fn = ["Abigail", "Aaron", "Christopher", "David", "Michelle", "Jennifer", "Alexander"]
ln = ["Ali", "Alexander", "Johnson", "Smith", "Davidson", "O'Neil"]
W = "the of quick summer outfit ideas for men and women best diy home decor you will love this easy recipe beautiful tattoo travel guide to “Paris” 10 tips how make money online 2020".split()


def txt(a, b):
    return " ".join(R.choice(W) for _ in range(R.randint(a, b))).capitalize()


def d(y0, y1):
    return datetime.datetime(
        R.randint(y0, y1),
        R.randint(1, 12),
        R.randint(1, 28),
        R.randint(0, 23),
        R.randint(0, 59),
        R.randint(0, 59),
    ).strftime("%Y-%m-%d %H:%M:%S")


with open(out + "/pin.ndjson", "w") as p, open(out + "/geo.ndjson", "w") as g, open(
    out + "/user.ndjson", "w"
) as u:
    for i in range(n):
        idx = i
        c = R.choice(cats)
        if R.random() < 0.08:
            r = {
                "index": idx,
                "unique_id": str(uuid.UUID(int=R.getrandbits(128))),
                "title": "No Title Data Available",
                "description": "No description available Story format",
                "poster_name": "User Info Error",
                "follower_count": "User Info Error",
                "tag_list": "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",
                "is_image_or_video": "multi-video(story page format)",
                "image_src": "Image src error.",
                "downloaded": 0,
                "save_location": "Local save in /data/" + c,
                "category": c,
            }
        else:
            r = {
                "index": idx,
                "unique_id": str(uuid.UUID(int=R.getrandbits(128))),
                "title": txt(4, 12),
                "description": txt(8, 60),
                "poster_name": txt(2, 3),
                "follower_count": R.choice(
                    ["%dk" % R.randint(1, 999), "%dM" % R.randint(1, 9), str(R.randint(0, 999))]
                ),
                "tag_list": ",".join(txt(1, 3) for _ in range(R.randint(2, 8))),
                "is_image_or_video": R.choice(["image", "video"]),
                "image_src": "https://i.pinimg.com/originals/%02x/%02x/%02x/%032x.jpg"
                % (R.randint(0, 255), R.randint(0, 255), R.randint(0, 255), R.getrandbits(128)),
                "downloaded": 1,
                "save_location": "Local save in /data/" + c,
                "category": c,
            }
        p.write(json.dumps(r) + "\n")
        g.write(
            json.dumps(
                {
                    "ind": idx,
                    "timestamp": d(2017, 2022),
                    "latitude": round(R.uniform(-90, 90), 4),
                    "longitude": round(R.uniform(-180, 180), 4),
                    "country": R.choice(countries),
                }
            )
            + "\n"
        )
        u.write(
            json.dumps(
                {
                    "ind": idx,
                    "first_name": R.choice(fn),
                    "last_name": R.choice(ln),
                    "age": R.randint(20, 60),
                    "date_joined": d(2015, 2017),
                }
            )
            + "\n"
        )
