/// What programs of earlier commits sent and accepted: recorded from one, not to be changed. `bench commits`
/// measures them with the harness of today.
enum ReleasedProtocol {
    /// Requests that the harness of 699b67f sent.
    static let requests = [
        """
        {"version":1,"workload":"thread","subject":{"row":"strategy","strategy":"fixed"},"strategyLibraries":[],\
        "task":{"calibrate":{"target":1000000}},"seed":1,"deadline":20}
        """,
        """
        {"version":1,"workload":"main","subject":{"row":"twin","strategy":"sp-window"},\
        "strategyLibraries":["/x.so"],"task":{"sample":{"iterations":1000,"samples":3,"budget":1000000}},\
        "seed":2,"cpu":1,"deadline":20}
        """,
        """
        {"version":1,"workload":"thread","subject":{"row":"empty-loop"},"strategyLibraries":[],\
        "task":{"count":{"iterations":1000,"counters":["page-faults"]}},"seed":1,"deadline":20}
        """,
        """
        {"version":1,"workload":"thread","subject":{"row":"pthread-query"},"strategyLibraries":[],\
        "task":{"latency":{"batch":64,"values":100,"budget":1000}},"seed":1,"deadline":20}
        """,
        """
        {"version":1,"workload":"thread","subject":{"row":"notifications","strategy":"notify"},\
        "strategyLibraries":[],"task":{"run":{"iterations":9}},"seed":1,"deadline":300}
        """,
        """
        {"version":1,"workload":"stack-churn/1","subject":{"row":"registrations","strategy":"registry"},\
        "strategyLibraries":[],"task":{"profile":{"nanoseconds":9,"control":"/c","answers":"/a"}},"seed":1,\
        "deadline":22}
        """,
    ]

    /// Answers of children of 699b67f.
    static let reports = [
        #"{"queriesPerCallback":0,"version":1,"mappings":49,"samples":[3345,3325,3325]}"#,
        #"{"iterations":341147,"version":1,"mappings":49,"queriesPerCallback":0}"#,
        """
        {"mappings":49,"version":1,"counters":[{"value":0,"timeEnabled":9484,"timeRunning":9484,\
        "resolvedName":"perf::PERF_COUNT_SW_PAGE_FAULTS:u=1:k=1:mg=0:mh=1","privilege":"user+kernel",\
        "requestedName":"page-faults","unit":"events","source":"software","scaled":false,\
        "unavailability":null,"pass":1,"ownCount":0,"notes":[],"rawCount":0}],"queriesPerCallback":0}
        """,
        #"{"version":1,"failure":"no workload 'nowhere'"}"#,
    ]
}
