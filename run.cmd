@echo off
rem Starts GridDesk; the first start makes its environment.
rem
rem   run.cmd                 makes the demo city and opens the console on it
rem   run.cmd --no-window     goes through the main job once without a screen, and exits
rem   run.cmd ARGUMENT...     python main.py ARGUMENT...
setlocal
call "%~dp0.ci\prepare.cmd" --no-dev || exit /b 2
if "%~1"=="" (
    "%python%" "%~dp0main.py" demo
    exit /b
)
if "%~1"=="--no-window" if "%~2"=="" (
    set QT_QPA_PLATFORM=offscreen
    set QT_QUICK_BACKEND=software
    "%python%" "%~dp0main.py" self-test
    exit /b
)
"%python%" "%~dp0main.py" %*
exit /b
