module sbs-runtime

go 1.17
