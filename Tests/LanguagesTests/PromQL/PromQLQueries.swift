/// Queries by the answer of Prometheus, one a line.
enum PromQLQueries {
  static let accepted = lines(
    #"""
    1
    +Inf
    -inf
    NaN
    .5
    5.
    1e3
    1.5e-3
    0x1F
    0XfF
    017
    "text"
    'text'
    `raw \d`
    "a\tb\n\\ \" \x41 \u00e9 \101"
    up
    up # is it there?
    job:http_requests:rate5m
    :colon
    _private
    Inf_total
    up{}
    up{job="api"}
    up{job="api",}
    up{job="api", instance=~"10\\..+", code!="500", zone!~"a|b"}
    up{job='api'}
    up{job=`api`}
    {job="api"}
    {__name__="up"}
    {__name__=~"job_.+"}
    {job=~".+"}
    {job!~".*", job="a"}
    {job!=""}
    up{on="x", by="y", sum="z", offset="1", bool="0"}
    up{job=~"(?i)api"}
    up{job=~"[^]a]+|x{2,3}|\\Qa\\E"}
    up{job=~""}
    up{job=~"a{,2}"}
    up[5m]
    up[1h30m]
    up[1y2w3d4h5m6s7ms]
    up[ 5m ]
    up{job="api"}[5m]
    up[5m] offset 1h
    up offset 5m
    up offset -5m
    up offset 1w2d
    up @ 1609746000
    up @ -1
    up @ 1.5
    up @ start()
    up @ end()
    up @ start () offset 5m
    up offset 5m @ end()
    up[5m] @ 1609746000 offset 1m
    rate(up[5m] @ end())
    up[1h:5m]
    up[1h:]
    up[5m:1m] offset 1h
    up[5m:] @ end()
    rate(http_requests_total[5m])[1h:]
    rate(http_requests_total[5m])[1h:1m]
    max_over_time(rate(http_requests_total[5m])[1h:1m])
    (up)[5m:]
    (a + b)[5m:1m]
    sum(up)[1h:]
    -up
    +up
    --up
    -1 ^ 2
    -up ^ 2
    2 ^ 3 ^ 2
    2 ^ -1
    1 + 2 * 3 - 4 / 5 % 6
    a - -b
    a+b
    a == b
    a != b
    a > 1
    1 >= a
    a < bool 1
    1 == bool 1
    1 > bool 0
    a and b
    a or b unless c
    a AND b
    a Or b
    a atan2 b
    a and on (job) b
    a and on () b
    a unless ignoring (code) b
    a / on (job) b
    a / ignoring (code) b
    a / on(job) group_left b
    a / on(job) group_left () b
    a / on(job) group_left (version, zone) b
    a * ignoring(code) group_right(version) b
    a > bool on (job) b
    a == bool ignoring(x,) b
    a + on(a,b,) b
    sum(up)
    SUM(up)
    Sum by (job) (up)
    sum(up) by (job)
    sum by () (up)
    sum by (job, instance) (up)
    sum by (job,) (up)
    sum without (instance) (up)
    sum(up) without (instance)
    sum by (le, on, by, bool) (up)
    avg(up)
    count(up)
    min(up)
    max(up)
    group(up)
    stddev(up)
    stdvar(up)
    topk(5, up)
    topk by (job) (5, up)
    topk(5, up) by (job)
    bottomk(scalar(count(a)), up)
    count_values("version", build_info)
    quantile(0.9, up)
    quantile(0.9, up) by (job)
    sum
    sum + avg
    count{job="a"}
    by
    offset
    without
    and
    or + unless
    topk > 1
    group offset 5m
    rate(a[5m])
    irate(a[5m])
    increase(a[1h])
    delta(a[1h])
    idelta(a[1h])
    deriv(a[1h])
    predict_linear(a[1h], 4 * 3600)
    holt_winters(a[1h], 0.5, 0.5)
    changes(a[1h])
    resets(a[1h])
    avg_over_time(a[1h])
    sum_over_time(a[1h])
    min_over_time(a[1h])
    max_over_time(a[1h])
    count_over_time(a[1h])
    last_over_time(a[1h])
    present_over_time(a[1h])
    absent_over_time(a[1h])
    stddev_over_time(a[1h])
    stdvar_over_time(a[1h])
    quantile_over_time(0.9, a[1h])
    abs(a)
    absent(a{job="x"})
    ceil(a)
    floor(a)
    round(a)
    round(a, 0.1)
    clamp(a, 0, 1)
    clamp_min(a, 0)
    clamp_max(a, 1)
    exp(a)
    ln(a)
    log2(a)
    log10(a)
    sqrt(a)
    sgn(a)
    sin(a) + cosh(a) + deg(a) + rad(a)
    pi()
    time()
    time() - a
    timestamp(a)
    vector(1)
    vector(time())
    scalar(a)
    scalar(a) + 1
    sort(a)
    sort_desc(a)
    day_of_week()
    day_of_month(a)
    day_of_year()
    days_in_month(vector(time()))
    hour() > 9 and hour() < 17
    minute(a)
    month()
    year(a)
    label_replace(a, "to", "$1", "from", "(.*)")
    label_join(a, "to", "-", "x", "y")
    label_join(a, "to", "-")
    histogram_quantile(0.9, rate(a_bucket[5m]))
    histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m])))
    histogram_count(a)
    histogram_sum(a)
    histogram_fraction(0, 0.2, rate(a[5m]))
    sum(rate(a{code=~"5.."}[5m])) / sum(rate(a[5m])) > 0.05
    (a or vector(0)) / b
    a{x="1"} or on() vector(0)
    avg_over_time((a > bool 1)[30m:])
    sum by (job) (rate(a[5m] offset 1d)) / ignoring (x) group_left sum(rate(b[5m]))
    ((((1))))
    rate(a[5m]) # all of it
    """#)

  /// What came after 2.42: numbers as durations, quoted names, functions, and what is behind a feature flag.
  static let newer = lines(
    #"""
    up[300]
    5m
    time() - 1d
    up offset 300
    {"http.requests"}
    {"http.requests", code="500"}
    {"http.requests", "status.code"="500"}
    sum by ("status.code") ({"http.requests"})
    limitk(3, a)
    limit_ratio(0.1, a)
    histogram_avg(a)
    histogram_stddev(a)
    sort_by_label(a, "job")
    double_exponential_smoothing(a[1h], 0.5, 0.5)
    mad_over_time(a[1h])
    ts_of_max_over_time(a[1h])
    info(a, {version=~".+"})
    info(a, {__name__="build_info"})
    up[2 * 5m]
    up[step()]
    rate(up[max_of(step(), 5m)])
    rate(a[5m] smoothed)
    increase(a[5m] anchored)
    a + on (job) fill(0) b
    a / ignoring (x) fill_left(0) fill_right(1) b
    1_000
    a[5m] offset 0s
    """#)

  static let refused = lines(
    #"""
    1 2
    +
    1 +
    * a
    a b
    a +
    (
    (a
    a)
    ()
    a(
    {}
    {job=""}
    {job=~".*"}
    {job=~"a?"}
    {job=~"(a|)"}
    {job!="x"}
    {job!~".+"}
    up{
    up{job}
    up{job=}
    up{job=api}
    up{job=="api"}
    up{job:"api"}
    up{job="api" instance="x"}
    up{job="api",,}
    up{,}
    up{job="api"
    up{job="api
    up{1="x"}
    up{job=~"*api"}
    up{job=~"(api"}
    up{job=~"api)"}
    up{job=~"[api"}
    up{job=~"+"}
    up{job=~"a|*"}
    up{job=~"(?=a)"}
    up{job="\d"}
    up{job="\xZZ"}
    up{__name__="down"}
    up["5m"]
    up[]
    up[5]m
    up[5x]
    up[5m
    up[m]
    up[5m][5m]
    up[0m]
    up[1m30h]
    up[5hs]
    up[-5m]
    up[5m:0s]
    up[:5m]
    up[5m:1m:1m]
    sum(up)[5m]
    (up)[5m]
    rate(up[5m])[5m]
    1[5m]
    up offset
    up offset x
    up offset 5m offset 5m
    up offset 5m [5m]
    up @ 5 [5m]
    up @
    up @ x
    up @ start
    up @ 5 @ 6
    up @ Inf
    sum(up) offset 5m
    (up) offset 5m
    1 offset 5m
    -up offset
    rate(up)
    rate(up[5m)
    rate(sum(up))
    rate(rate(up[5m]))
    rate(sum(rate(up[5m])))
    rate(1)
    rate("a")
    rate()
    rate(a[5m], b[5m])
    rate(a[5m],)
    rate(a[5m] b)
    irate(a)
    increase(a offset 5m)
    sum(a[5m])
    sum(1)
    sum("a")
    sum()
    sum(a, b)
    sum by job (a)
    sum by (job (a)
    sum by (1) (a)
    sum by (job) without (x) (a)
    sum (a) by
    sum by (job)
    topk(a)
    topk(a, b)
    topk("5", a)
    topk(5, a[5m])
    count_values(1, a)
    count_values(a)
    quantile(a)
    quantile(a, 0.9)
    histogram_quantile(a)
    histogram_quantile(a, 0.9)
    histogram_quantile(0.9, a_bucket[5m])
    histogram_quantile("0.9", a)
    abs(1)
    abs(a[5m])
    abs(a, b)
    scalar(1)
    vector(a)
    time(a)
    clamp(a)
    clamp(a, 1, 2, 3)
    round(1)
    label_replace(a, "to", "$1", "from")
    label_replace(a, b, "$1", "from", "(.*)")
    label_join(a)
    unknown(a)
    Rate(a[5m])
    ratee(a[5m])
    percentile(0.9, a)
    1 > 0
    1 == 1
    1 and 1
    a and 1
    1 or a
    a unless 0
    "a" + "b"
    a + "b"
    a[5m] + 1
    a[5m] > 5
    a[5m] + b[5m]
    -a[5m]
    -"a"
    a + bool b
    a and bool b
    a bool > b
    a = b
    a === b
    a =! b
    a && b
    a || b
    a ! b
    a ? b
    a & b
    a; b
    a == on job b
    a / on (job) group_left (job) b
    a and on (job) group_left b
    a or on (job) group_right (x) b
    a group_left b
    a / group_left (x) b
    a on (job) b
    1 + on (job) 2
    a + on (job) 2
    bool
    on
    ignoring(a)
    group_left
    atan2
    “a”
    up{job=“api”}
    'a
    `a
    $job
    <metric>
    {{ .Metric }}
    a[$__interval]
    a..b
    a.b
    http-requests{code=500}
    0x
    1__0
    1_
    1.2.3
    1ee3
    5mm
    avg_over_time(a)
    avg_over_time(a[5m:][5m])
    max_over_time(rate(a[5m])[1h])
    predict_linear(a[1h])
    predict_linear(a, 3600)
    holt_winters(a[1h])
    absent(a[5m])
    day_of_week(1)
    sort(1)
    hour(a, b)
    pi(1)
    """#)

  private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}
