@rem Quadrant in the browser of this machine, where its own window does not come up.
@start "" "%~dp0Quadrant.exe" --browser %*
